"""docs/howto/commands.md documents every command, every option and every target of make; what it names is there."""

import re
from pathlib import Path

import click
import pytest

from builder.cli import main

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "howto" / "commands.md").read_text("utf-8")
OPTION = re.compile(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*")


def section(name):
    """What the page says about one command."""
    found = re.search(rf"^### {name} \{{: #{name} }}\n(.*?)(?=^### |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"commands.md has no section for {name}"
    return found[1]


def test_the_page_has_a_section_for_every_command_and_for_nothing_else():
    """A command that is gone leaves the page too."""
    assert sorted(re.findall(r"^### (\w+)", PAGE, re.MULTILINE)) == sorted(main.commands)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_option_and_argument_of_a_command_is_told(name):
    """With every choice it has; and no option that does not exist; and an example to copy."""
    told = section(name)
    bullets = "\n".join(line for line in told.splitlines() if line.startswith("- "))
    options = [item for item in main.commands[name].params if isinstance(item, click.Option)]
    arguments = [item for item in main.commands[name].params if isinstance(item, click.Argument)]
    for option in options:
        assert f"`{option.opts[0]}" in bullets, option.opts[0]
        if isinstance(option.type, click.Choice):
            assert f"`{option.opts[0]} {'|'.join(option.type.choices)}`" in bullets
    for argument in arguments:
        assert f"`{argument.human_readable_name.upper()}" in bullets, argument.name
    known = {name for option in options for name in option.opts}
    assert set(OPTION.findall(told)) <= known
    assert re.search(rf"^    python -m builder {name}\b", told, re.MULTILINE)


def test_every_target_of_make_is_told_and_no_other():
    """In the order of the Makefile."""
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert re.findall(r"^\| `make ([\w-]+)` \|", PAGE, re.MULTILINE) == phony[1].split()


def test_the_examples_can_be_parsed():
    """Nobody copies an example that is mistyped."""
    examples = re.findall(r"^    python -m builder (.+)$", PAGE, re.MULTILINE)
    assert examples
    for line in examples:
        name, *arguments = line.partition(" >")[0].split()
        main.commands[name].make_context(name, arguments)
