"""The help of a command in the language that the system speaks."""

import copy
import inspect

import click

from kiosk.speaking import said


def spoken(command: click.Command) -> click.Command:
    """Return a copy of the command, with those below it, whose help is in that language."""
    told = copy.copy(command)
    told.help = command.help and said(inspect.cleandoc(command.help))
    told.params = [_parameter(each) for each in command.params]
    if isinstance(told, click.Group):
        told.commands = {name: spoken(each) for name, each in told.commands.items()}
    return told


def _parameter(parameter: click.Parameter) -> click.Parameter:
    told = copy.copy(parameter)
    if isinstance(told, click.Option):
        told.help = told.help and said(told.help)
    return told
