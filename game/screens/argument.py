"""The map of the argument as a tree: what stands, what fell, who answered whom."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, Tree
from textual.widgets.tree import TreeNode

from game.narration.argument_map import Branch, argument_map
from game.narration.debrief import why
from game.narration.labels import card_text, card_title, item_title, line_of, provenance, sentence
from game.screens import keys
from game.screens.frame import Frame
from game.screens.widgets.footer import KeyLine
from game.screens.widgets.transcript import side_style
from game.table.view import View

_LEGEND = "+ a reason for the line it hangs from   - an attack on it"
_EMPTY = "Nothing was claimed yet. Positions, reasons and attacks will grow here as a tree."


class MapScreen(ModalScreen[bool], Frame[bool]):
    """The tree of every round so far, and below it the marked line in full."""

    PLACE = "map"
    CSS_PATH = "argument.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("map")

    def __init__(self, view: View) -> None:
        super().__init__()
        self._seen = view.seen

    def compose(self) -> ComposeResult:
        """The tree, and what the marked line says."""
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
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Grow the tree; the present round is open, and stands first."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._recolour())
        tree = self.query_one("#map-tree", Tree)
        game = self._seen.game
        for item in range(self._seen.item, -1, -1):
            found = argument_map(game, self._seen, item)
            if found:
                words = f"Round {item + 1}: {item_title(game, item)}"
                self._grow(tree.root.add(Text(words, "bold"), expand=True), found)
        tree.root.expand()
        tree.focus()
        if not tree.root.children:
            self.query_one("#map-says", Static).update(Content(_EMPTY))

    def _grow(self, root: TreeNode[Branch], found: list[Branch]) -> None:
        above = [root]
        for number, one in enumerate(found):
            del above[one.depth + 1 :]
            parent = above[-1]
            leaf = number + 1 == len(found) or found[number + 1].depth <= one.depth
            add = parent.add_leaf if leaf else parent.add
            node = add(self._label(one), data=one)
            if not leaf:
                node.expand()
            above.append(node)

    def _label(self, one: Branch) -> Text:
        game = self._seen.game
        style = self._get_style(side_style(game, one.side)).rich_style
        mark = "" if one.sign == " " else f"{one.sign} "
        standing = one.standing or "a card"
        return Text.assemble(
            mark, (game.sides[one.side].short, style), " ", (f"[{standing}] ", "italic"), one.text
        )

    def _recolour(self) -> None:
        """Another theme: the labels hold the colours of the old one."""
        waiting = [self.query_one("#map-tree", Tree).root]
        while waiting:
            node = waiting.pop()
            waiting += node.children
            if node.data is not None:
                node.set_label(self._label(node.data))

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Branch]) -> None:
        """Say the marked line in full, with its source and why it stands or not."""
        event.stop()
        if (one := event.node.data) is not None:
            self.query_one("#map-says", Static).update(self._full(one))

    def _full(self, one: Branch) -> Content:
        game = self._seen.game
        scenario, who = game.scenario, (game.sides[one.side].short, side_style(game, one.side))
        if one.claim < 0:
            card = scenario.evidence[game.cards[one.card]]
            text = f"  {card_title(game, one.card)}. {sentence(card_text(game, one.card))}"
            return Content.assemble(who, text, (f"\nSource: {provenance(game, card)}", "$text-muted"))
        claim = scenario.claims[game.claims[one.claim]]
        return Content.assemble(
            who,
            f"  {line_of(game, one.claim)}\n",
            (sentence(one.standing), "bold"),
            f" {why(game, self._seen, one.claim)}",
            (f"\nSource: {provenance(game, claim)}", "$text-muted"),
        )

    def action_close(self, go_on: bool) -> None:
        """Back to the table."""
        self.dismiss(go_on)
