# SPDX-License-Identifier: MIT
"""A seeipc-gui, and what it says through AT-SPI. The forms: ui/views/stageaccessible.h."""
import os
import re
import signal
import subprocess

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from kernelwitness import until  # noqa: E402

Atspi.set_timeout(5000, 10000)
Role = Atspi.Role


class Window:
    """A running program, ended with the block."""

    def __init__(self, *arguments, environment=None):
        program = os.path.join(os.environ["SEEIPC_BIN"], "seeipc-gui")
        self.process = subprocess.Popen([program, "--lang", "en", *arguments], env=environment)

    def __enter__(self):
        try:
            self.application = until("the window is on the AT-SPI bus", self._find, 20)
            self.application.set_cache_mask(Atspi.Cache.NONE)
            self.stage = until("there is a stage", self._stage)
            self.children = until("it has children", self._children)
            self.hold_button = until("there is a hold button", lambda: self._first(Role.CHECK_BOX))
            self.step_button = until("there is a step button", self._step_button)
            return self
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.status = self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def _find(self):
        assert self.process.poll() is None, "the window has ended"
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            try:
                found = desktop.get_child_at_index(index)
                if found and found.get_process_id() == self.process.pid and found.get_child_count():
                    return found
            except GLib.Error:
                pass  # it came and went
        return None

    def _all(self, role, root=None):
        root = root or self.application
        found = []
        for index in range(root.get_child_count()):
            try:
                child = root.get_child_at_index(index)
                if child.get_role() == role:
                    found.append(child)
                if child.get_role() != Role.TABLE:  # it can have a million cells
                    found += self._all(role, child)
            except (AttributeError, GLib.Error):
                pass  # it has gone since they were counted
        return found

    def _first(self, role):
        return (self._all(role) or [None])[0]

    def _stage(self):
        return next((found for found in self._all(Role.LIST)
                     if found.get_name() == "Processes and channels"), None)

    def _step_button(self):
        """It names what it does, or why it cannot."""
        words = r"(Step|Run|Deadlock|Stuck)\b|\w+ (has|waits|runs|sleeps|is) "
        return next((button for button in self._all(Role.PUSH_BUTTON)
                     if re.match(words, button.get_name())), None)

    def _children(self):
        return [child for child in map(self.stage.get_child_at_index,
                                       range(self.stage.get_child_count())) if child]

    def said(self):
        """The texts of the stage's children as they are now. Ends and slots come with a pipe."""
        told = [child.get_name() for child in self.children]
        if len(told) != self.stage.get_child_count() or "" in told:
            self.children = self._children()
            told = [child.get_name() for child in self.children]
        return told

    def processes(self):
        return process_words(self.said())

    def fill(self):
        """The bytes that the channel's text names; its value in digits must be the same."""
        for channel in self.children:
            told = re.match(r"pipe p: (\d+|\?) of ", channel.get_name())
            if told:
                value = channel.get_value_iface().get_current_value()
                return int(told[1]) if told[1].isdigit() and value == float(told[1]) else None
        return None

    def timeline(self):
        return next(part for part in self._all(Role.SLIDER)
                    if part.get_name().startswith("timeline"))

    def toggle_hold(self):
        self.hold_button.get_action_iface().do_action(0)

    def is_held(self):
        return self.hold_button.get_name() == "Release processes"

    def select(self, name):
        """Presses the process, until the step button is its."""
        def is_selected():  # who sleeps is named before who could wake it
            told = re.findall(r"\w+", self.step_button.get_name())
            return next((word for word in told if word in self.processes()), None) == name

        if not is_selected():
            index = next(i for i, text in enumerate(self.said()) if text.startswith(name + ","))
            self.children[index].get_action_iface().do_action(0)
            until(f"{name} is selected", is_selected)

    def step(self, name):
        """One step of that process, by the step button."""
        self.select(name)
        until(lambda: f"{name} can step: {self.step_button.get_name()}",
              lambda: self.step_button.get_state_set().contains(Atspi.StateType.ENABLED))
        self.step_button.get_action_iface().do_action(0)


def process_words(said):
    """name -> (pid or None, state in words), of what the stage's children say."""
    found = {}
    for text in said:
        told = re.fullmatch(r"(\w+), (.*?)(?:, pid (\d+))?", text)
        if told:
            found[told[1]] = (int(told[3]) if told[3] else None, told[2])
    return found
