"""The map of the argument as a tree: which claims stand, which fell, and who answered whom."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static, Tree
from textual.widgets.tree import TreeNode

from game.narration.argument_map import Branch, argument_map
from game.narration.debrief import why
from game.narration.labels import card_text, card_title, item_title, line_of, provenance, sentence
from game.screens import keys
from game.screens.widgets.transcript import COLOURS, colour_styles, side_colour, side_style
from game.table.view import View

_LEGEND = "+ a reason for the line it hangs from   - an attack on it"
_EMPTY = "Nothing has been claimed yet. Positions, reasons and attacks will appear here as a tree."


class MapScreen(ModalScreen[bool]):
    """The tree of every round so far, and below it the selected line in full."""

    PLACE = "map"
    CSS_PATH = "argument.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("map")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"map--{colour}" for colour in COLOURS}
    DEFAULT_CSS = colour_styles("map")

    def __init__(self, view: View) -> None:
        super().__init__()
        self._seen = view.seen

    def compose(self) -> ComposeResult:
        """Yield the tree, and the selected line in full."""
        with Vertical(id="map-frame"):
            yield Static(
                Content.assemble(("The argument", "bold underline"), f"   {_LEGEND}"), id="map-title"
            )
            tree: Tree[Branch] = Tree(Text("The argument"), id="map-tree")
            tree.show_root = False
            tree.guide_depth = 3
            yield tree
            with VerticalScroll(id="map-full", can_focus=False):
                yield Static(id="map-says", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the tree, the current round first."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._recolour())
        tree = self.query_one("#map-tree", Tree)
        game = self._seen.game
        for item in range(self._seen.item, -1, -1):
            branches = argument_map(game, self._seen, item)
            if branches:
                title = f"Round {item + 1}: {item_title(game, item)}"
                self._grow(tree.root.add(Text(title, "bold"), expand=True), branches)
        tree.root.expand()
        tree.focus()
        if not tree.root.children:
            self.query_one("#map-says", Static).update(Content(_EMPTY))

    def _grow(self, root: TreeNode[Branch], branches: list[Branch]) -> None:
        above = [root]
        for number, branch in enumerate(branches):
            del above[branch.depth + 1 :]
            parent = above[-1]
            leaf = number + 1 == len(branches) or branches[number + 1].depth <= branch.depth
            add = parent.add_leaf if leaf else parent.add
            node = add(self._label(branch), data=branch)
            if not leaf:
                node.expand()
            above.append(node)

    def _label(self, branch: Branch) -> Text:
        game = self._seen.game
        colour = f"map--{side_colour(game, branch.side)}"
        style = self.get_component_rich_style(colour, partial=True) + Style(bold=True)
        mark = "" if branch.sign == " " else f"{branch.sign} "
        standing = branch.standing or "a card"
        return Text.assemble(
            mark, (game.sides[branch.side].short, style), " ", (f"[{standing}] ", "italic"), branch.text
        )

    def _recolour(self) -> None:
        """Label the tree again: the labels hold the colours of the theme."""
        waiting = [self.query_one("#map-tree", Tree).root]
        while waiting:
            node = waiting.pop()
            waiting += node.children
            if node.data is not None:
                node.set_label(self._label(node.data))

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Branch]) -> None:
        """Show the selected line in full, with its source and why it stands or not."""
        event.stop()
        if (branch := event.node.data) is not None:
            self.query_one("#map-says", Static).update(self._full(branch))

    def _full(self, branch: Branch) -> Content:
        game = self._seen.game
        scenario, speaker = game.scenario, (game.sides[branch.side].short, side_style(game, branch.side))
        if branch.claim < 0:
            card = scenario.evidence[game.cards[branch.card]]
            text = f"  {card_title(game, branch.card)}. {sentence(card_text(game, branch.card))}"
            return Content.assemble(speaker, text, (f"\nSource: {provenance(game, card)}", "$text-muted"))
        claim = scenario.claims[game.claims[branch.claim]]
        return Content.assemble(
            speaker,
            f"  {line_of(game, branch.claim)}\n",
            (sentence(branch.standing), "bold"),
            f" {why(game, self._seen, branch.claim)}",
            (f"\nSource: {provenance(game, claim)}", "$text-muted"),
        )

    def action_close(self, go_on: bool) -> None:
        """Return to the table."""
        self.dismiss(go_on)
