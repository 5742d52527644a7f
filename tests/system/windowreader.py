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

    def __init__(self, *arguments):
        program = os.path.join(os.environ["SEEIPC_BIN"], "seeipc-gui")
        self.process = subprocess.Popen([program, "--lang", "en", *arguments])

    def __enter__(self):
        try:
            self.application = until("the window is on the AT-SPI bus", self._find, 20)
            self.application.set_cache_mask(Atspi.Cache.NONE)
            self.stage = until("there is a stage", lambda: self._first(Role.LIST))
            self.children = until("it has children", lambda: self._all(Role.LIST_ITEM, self.stage)
                                  + self._all(Role.PROGRESS_BAR, self.stage))
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
        found = []
        for index in range((root or self.application).get_child_count()):
            child = (root or self.application).get_child_at_index(index)
            if child.get_role() == role:
                found.append(child)
            found += self._all(role, child)
        return found

    def _first(self, role):
        return (self._all(role) or [None])[0]

    def _step_button(self):
        """Behind the menu and "Start over"."""
        buttons = self._all(Role.PUSH_BUTTON)
        return buttons[2] if len(buttons) > 2 else None

    def said(self):
        """The texts of the stage's children as they are now."""
        return [child.get_name() for child in self.children]

    def processes(self):
        return process_words(self.said())

    def fill(self):
        """The bytes that the channel's text names; its value in digits must be the same."""
        for channel in self._all(Role.PROGRESS_BAR, self.stage):
            told = re.match(r"pipe p: (\d+|\?) of ", channel.get_name())
            if told:
                value = channel.get_value_iface().get_current_value()
                return int(told[1]) if told[1].isdigit() and value == float(told[1]) else None
        return None

    def toggle_hold(self):
        self.hold_button.get_action_iface().do_action(0)

    def is_held(self):
        return self.hold_button.get_name() == "Release processes"

    def select(self, name):
        """Presses the process, until the step button is its."""
        def is_selected():
            return name in self.step_button.get_name().split(":")[0]

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
