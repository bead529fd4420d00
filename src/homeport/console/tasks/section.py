"""Where the pages of tasks are."""

from starlette.routing import BaseRoute

from homeport.console.section import Section
from homeport.console.tasks import board, card, changing, forms, links, lists, plan


class Tasks(Section):
    """``/tasks/``: lists, boards, cards."""

    def routes(self) -> list[BaseRoute]:
        one = "/tasks/{id}"
        return [
            self.route("/tasks", lists.show),
            self.route("/tasks/board", board.show),
            self.route("/tasks/board/stage", board.show_stage),
            self.route("/tasks/board/move", board.move, "POST"),
            self.route("/tasks/add", forms.start),
            self.route("/tasks/add", forms.add, "POST"),
            self.route(one, card.show),
            self.route(f"{one}/edit", forms.edit),
            self.route(f"{one}/edit", forms.save, "POST"),
            self.route(f"{one}/step", changing.step, "POST"),
            self.route(f"{one}/sign", changing.sign, "POST"),
            self.route(f"{one}/delegate", changing.delegate, "POST"),
            self.route(f"{one}/checklist", changing.check, "POST"),
            self.route(f"{one}/result", changing.conclude, "POST"),
            self.route(f"{one}/waits", links.find),
            self.route(f"{one}/waits", links.change, "POST"),
            self.route(f"{one}/plan", plan.change, "POST"),
            self.route(f"{one}/comments", changing.comment, "POST"),
            self.route(f"{one}/comments/{{comment}}/address", changing.comment_address, "POST"),
            self.route(f"{one}/time", changing.spend, "POST"),
            self.route(f"{one}/delete", changing.delete, "POST"),
            self.route(f"{one}/address", changing.file_address, "POST"),
        ]
