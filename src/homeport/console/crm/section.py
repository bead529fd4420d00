"""Where the pages of the CRM are."""

from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console.crm import (
    activity_list,
    activity_pages,
    automation,
    board,
    bulk,
    changes,
    choosing,
    columns,
    goods,
    in_place,
    papers,
    planning,
    record,
    records,
    robots,
    tables_in,
    tables_out,
    texting,
)
from homeport.console.crm.kinds import kinds_of
from homeport.console.section import Section, Signed


class Crm(Section):
    """``/crm/``: lists, boards and cards of every kind of records, and activities."""

    def routes(self) -> list[BaseRoute]:
        one = "/crm/{kind}/{id}"
        activity = "/crm/activity/{id}"
        return [
            self.route("/crm/types", _types),
            self.route("/crm/choose", choosing.show_found),
            self.route("/crm/activity", activity_list.show_list),
            self.route(activity, activity_pages.show),
            self.route(f"{activity}/bind", activity_pages.ask_for_record),
            self.route(f"{activity}/bindings", activity_pages.change_bindings, "POST"),
            self.route(f"{activity}/completed", activity_pages.complete, "POST"),
            self.route(f"{activity}/deadline", activity_pages.reschedule, "POST"),
            self.route(f"{activity}/delete", activity_pages.delete, "POST"),
            self.route("/crm/{kind}", records.show_list),
            self.route("/crm/{kind}/count", records.count),
            self.route("/crm/{kind}/export", tables_out.take),
            self.route("/crm/{kind}/import", tables_in.ask),
            self.route("/crm/{kind}/import", tables_in.take, "POST", max_body=tables_in.MAX_FILE),
            self.route("/crm/{kind}/import/columns", tables_in.show_columns),
            self.route("/crm/{kind}/import/columns", tables_in.map_columns, "POST"),
            self.route("/crm/{kind}/import/run", tables_in.show),
            self.route("/crm/{kind}/import/run", tables_in.run, "POST"),
            self.route("/crm/{kind}/import/refused", tables_in.take_refused),
            self.route("/crm/{kind}/columns", columns.change, "POST"),
            self.route("/crm/{kind}/views", columns.save_view, "POST"),
            self.route("/crm/{kind}/bulk", bulk.ask, "POST"),
            self.route("/crm/{kind}/bulk/run", bulk.run, "POST"),
            self.route("/crm/{kind}/board", board.show_board),
            self.route("/crm/{kind}/automation", automation.show),
            self.route("/crm/{kind}/automation", automation.change, "POST"),
            self.route("/crm/{kind}/automation/robot", robots.show),
            self.route("/crm/{kind}/automation/robot", robots.save, "POST"),
            self.route("/crm/{kind}/board/stage", board.show_stage),
            self.route("/crm/{kind}/board/sums", board.show_sums),
            self.route("/crm/{kind}/board/move", board.move, "POST"),
            self.route("/crm/{kind}/add", record.start),
            self.route("/crm/{kind}/add", record.add, "POST"),
            self.route(one, record.show_card),
            self.route(f"{one}/fields", record.show_fields),
            self.route(f"{one}/field/{{field}}", in_place.show),
            self.route(f"{one}/field/{{field}}", in_place.save, "POST"),
            self.route(f"{one}/field/{{field}}/edit", in_place.show_form),
            self.route(f"{one}/activities", planning.add_activity, "POST"),
            self.route(f"{one}/products", goods.show),
            self.route(f"{one}/products", goods.save, "POST"),
            self.route(f"{one}/papers", papers.show),
            self.route(f"{one}/papers", papers.make, "POST"),
            self.route(f"{one}/app/{{widget}}", record.show_widget),
            self.route(f"{one}/timeline", planning.show_part),
            self.route(f"{one}/edit", record.edit),
            self.route(f"{one}/edit", record.save, "POST"),
            self.route(f"{one}/delete", record.delete, "POST"),
            self.route(f"{one}/stage", record.move, "POST"),
            self.route(f"{one}/undo", changes.undo, "POST"),
            self.route(f"{one}/todos", planning.add_todo, "POST"),
            self.route(f"{one}/messages", texting.send, "POST"),
            self.route(f"{one}/comments", planning.add_comment, "POST"),
            self.route(f"{one}/actions", planning.act, "POST"),
            self.route(f"{one}/pins", planning.pin, "POST"),
            self.route(f"{one}/comments/{{comment}}", planning.change_comment, "POST"),
            self.route(f"{one}/comments/{{comment}}/address", planning.file_address, "POST"),
        ]


async def _types(visit: Signed) -> Response:
    return visit.page("crm/types", kinds=(await kinds_of(visit.call)).dynamic)
