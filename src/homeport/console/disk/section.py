"""Where the pages of the disk are."""

from starlette.routing import BaseRoute

from homeport.console.disk import addressed, folders, moving, one, uploads
from homeport.console.section import Section


class Disk(Section):
    """``/disk/``: drives, folders, files, the trash."""

    def routes(self) -> list[BaseRoute]:
        it = "/disk/{kind}/{id}"
        return [
            self.route("/disk", folders.show_home),
            self.route("/disk/storages", folders.show_storages),
            self.route("/disk/trash/{id}", folders.show_trash),
            self.route("/disk/folder/{id}", folders.show_folder),
            self.route("/disk/folder/{id}/folders", one.add_folder, "POST"),
            self.route("/disk/file/{id}/versions", one.restore_version, "POST"),
            self.route(it, one.show),
            self.route(f"{it}/about", one.show),
            self.route(f"{it}/address", uploads.address, "POST"),
            self.route(f"{it}/rename", one.rename, "POST"),
            self.route(f"{it}/move", moving.ask),
            self.route(f"{it}/move", moving.go, "POST"),
            self.route(f"{it}/trash", one.throw_away, "POST"),
            self.route(f"{it}/restore", one.bring_back, "POST"),
            self.route(f"{it}/delete", one.delete, "POST"),
            self.route(f"{it}/link", one.share, "POST"),
            *(self.route(place, addressed.lead) for place in addressed.PLACES),
            *(self.route(f"{place}/{{names:path}}", addressed.lead) for place in addressed.PLACES),
        ]
