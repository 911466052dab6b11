"""``frank completion``: completion of commands, options, scenarios and games for a shell."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from game.cli._parser import parser

SUMMARY = "Print a script that completes frank's commands in your shell"
EXAMPLE = "frank completion bash"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the shell."""
    parser.add_argument(
        "shell",
        choices=("bash", "zsh", "fish"),
        help='for bash or zsh, put `eval "$(frank completion bash)"` (or zsh) in ~/.bashrc (~/.zshrc); '
        "for fish, write it to ~/.config/fish/completions/frank.fish",
    )


def run(options: Namespace) -> int:
    """Print the script."""
    import shtab

    print(shtab.complete(parser(), options.shell))
    return 0
