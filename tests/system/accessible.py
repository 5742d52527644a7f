# SPDX-License-Identifier: MIT
"""Whoever does not see the window can use it: every control and every custom view, of every part of
it, says what it is and what it shows, and what changes is announced. Started by ./onbus."""
import re

import ownplace
from kernelwitness import until
from windowreader import Atspi, GLib, Window

ALLOWED_SECONDS = 120
Role, State = Atspi.Role, Atspi.StateType

# What only holds others together.
STRUCTURE = {Role.APPLICATION, Role.FILLER, Role.PANEL, Role.SCROLL_PANE, Role.SCROLL_BAR,
             Role.SPLIT_PANE, Role.VIEWPORT, Role.SEPARATOR, Role.LAYERED_PANE,
             Role.UNKNOWN}  # a splitter's grip
TOLD_BY_NUMBER = {Role.PROGRESS_BAR, Role.SLIDER, Role.SPIN_BUTTON}
TOLD_BY_TEXT = {Role.TEXT, Role.ENTRY}
TOLD_BY_CHILDREN = {Role.LIST, Role.TABLE, Role.MENU}
CELL_ROWS = 12  # looked at of a table: it can have a million


class Seen:
    """What stands in a window: (role, name, shown value) of each part, and what is wrong."""

    def __init__(self):
        self.parts, self.complaints = [], []

    def of(self, role):
        return [name for kind, name, _ in self.parts if kind == role]


def shown(node):
    return node.get_state_set().contains(State.SHOWING)


def value_of(node):
    """What it shows beside its name; None when it says nothing."""
    role = node.get_role()
    if role in TOLD_BY_NUMBER:
        told = node.get_value_iface()
        return told.get_current_value() if told else None
    if role in TOLD_BY_TEXT:
        told = node.get_text_iface()
        return Atspi.Text.get_text(told, 0, -1) if told else None
    if role in TOLD_BY_CHILDREN:
        return node.get_child_count() or None
    return ""


def walk(node, seen, path=""):
    role, name = node.get_role(), node.get_name()
    place = f"{path}/{node.get_role_name()} {name!r}"
    if role not in STRUCTURE:
        look(node, seen, place)
    count = node.get_child_count()
    if role == Role.TABLE:
        count = min(count, CELL_ROWS * node.get_table_iface().get_n_columns())
    for index in range(count):
        child = node.get_child_at_index(index)
        if child and shown(child):
            walk(child, seen, place)


def look(node, seen, place):
    role, name = node.get_role(), node.get_name()
    value = value_of(node)
    seen.parts.append((role, name, value))
    if role == Role.TABLE_CELL:
        return  # an empty one is a row without a note
    if not name.strip():
        seen.complaints.append(f"{place} has no name")
    if re.search(r"<\w+|&\w+;|^Q[A-Z]|seeipc::", name):
        seen.complaints.append(f"{place} is named for programs, not for people")
    if value is None:
        seen.complaints.append(f"{place} has no value")


def everything_is_named(window, wanted):
    """`wanted`: role -> how many there are at least, so that a walk that saw nothing fails."""
    seen = Seen()

    def walked():
        seen.parts, seen.complaints = [], []
        try:
            walk(window.application, seen)
        except GLib.Error:
            return False  # it changed under the walk
        return all(len(seen.of(role)) >= least for role, least in wanted.items())

    until(lambda: f"there are {wanted} in {seen.parts}", walked, 20)
    assert not seen.complaints, "\n".join(seen.complaints)
    return seen


def press(window, role, name):
    """The button of that name that has a key: the one in the bar or the row at the bottom."""
    found = until(f"there is {name}", lambda: [button for button in window._all(role)
                                               if button.get_name() == name and shown(button)])
    found[-1].get_action_iface().do_action(0)


def every_part():
    """The stage with every drawer, opened by its button as a screen reader presses it; the
    chooser; a demo beside its cure."""
    count = 0
    with Window("--scenario", "pipe-flow", "--pace", "0.05") as window:
        usual = {Role.PUSH_BUTTON: 4, Role.CHECK_BOX: 6, Role.SLIDER: 4, Role.LIST_ITEM: 2,
                 Role.PROGRESS_BAR: 1, Role.LABEL: 4, Role.FRAME: 1}
        for drawer, more in (("Inspector", {Role.TEXT: 1}), ("Events", {Role.COMBO_BOX: 2}),
                             ("Limits", {Role.TEXT: 1}), ("The kernel's own words", {Role.TEXT: 1})):
            press(window, Role.CHECK_BOX, drawer)
            count += len(everything_is_named(window, {**usual, **more}).parts)
        press(window, Role.PUSH_BUTTON, "Demos")
        count += len(everything_is_named(window, {Role.DIALOG: 1, Role.LIST_ITEM: 10}).parts)
    with Window("--scenario", "pipe-eof-forgotten-close", "--pace", "0.1", "--compare") as window:
        count += len(everything_is_named(window, {Role.LIST: 3, Role.FRAME: 2}).parts)
    with Window("--scenario", "pipe-eof-writers-closed", "--pace", "0.1") as window:
        count += len(everything_is_named(window, {Role.RADIO_BUTTON: 2}).parts)
    print(f"{count} parts say what they are", flush=True)


def sliders_tell_what_they_set():
    """Calls a second, bytes: not the place of a knob. What a client sets is what is asked for."""
    with Window("--scenario", "pipe-parent-waits-deadlock", "--pace", "0.2") as window:
        def slider(name):
            return until(f"there is a slider {name}",
                         lambda: next((found for found in window._all(Role.SLIDER)
                                       if found.get_name() == name), None))

        speed, size = slider("Speed"), slider("The child writes")
        assert speed.get_value_iface().get_current_value() == 5, "5 calls a second"
        assert speed.get_description() == "5 calls/s", speed.get_description()
        told = size.get_value_iface()
        assert told.get_current_value() == 65537, told.get_current_value()
        assert told.get_minimum_value() < 65537 <= told.get_maximum_value()
        assert size.get_description().replace("\u202f", "") == "65537 bytes", size.get_description()
        speed.get_value_iface().set_current_value(2)
        until("two calls a second", lambda: speed.get_description() == "2 calls/s")


def the_timeline_says_stuck():
    with Window("--scenario", "pipe-parent-waits-deadlock", "--pace", "0") as window:
        until(lambda: f"who waits for ever is stuck: {window.timeline().get_name()}",
              lambda: "stuck in wait" in window.timeline().get_name())


class Listener:
    """What an AT-SPI client is told, as (event, name of its source)."""

    def __init__(self, window):
        self.window, self.heard = window, []
        self.listener = Atspi.EventListener.new(self._hear)
        for event in ("object:property-change:accessible-name",
                      "object:property-change:accessible-value", "object:state-changed:selected"):
            self.listener.register(event)

    def _hear(self, event):
        try:
            if event.source and event.source.get_process_id() == self.window.process.pid:
                self.heard.append((event.type, event.source.get_name(),
                                   event.source.get_role()))
        except GLib.Error:
            pass  # it came and went

    def until_heard(self, what, of, is_it):
        def heard():
            while GLib.MainContext.default().iteration(False):
                pass
            return any(event.startswith(of) and is_it(name, role)
                       for event, name, role in self.heard)

        until(lambda: f"{what} is announced: {self.heard[-20:]}", heard)


def writer(window):
    """Its state; its ends and slots come and go, and with them what stands beside them."""
    return until(lambda: f"the writer is told: {window.said()}",
                 lambda: window.processes().get("writer"))[1]


def step_writer(window):
    before = window.timeline().get_name()
    window.step("writer")
    until("the step is made", lambda: window.timeline().get_name() != before)


def changes_are_announced():
    with Window("--scenario", "pipe-flow", "--hold", "--pace", "0.01") as window:
        listener = Listener(window)
        captions = set()
        while "asleep" not in writer(window):  # the pipe is full
            step_writer(window)
        listener.until_heard("the writer's state", "object:property-change:accessible-name",
                             lambda name, _: name.startswith("writer, "))
        listener.until_heard("the caption", "object:property-change:accessible-name",
                             lambda name, role: role == Role.LABEL and "writ" in name
                             and not captions.add(name))
        listener.until_heard("the fill", "object:property-change:accessible-value",
                             lambda _, role: role == Role.PROGRESS_BAR)
        listener.until_heard("the timeline", "object:property-change:accessible-name",
                             lambda name, _: name.startswith("timeline, "))
        listener.heard.clear()
        listener.until_heard("the sleeper's age", "object:property-change:accessible-name",
                             lambda name, _: name.startswith("timeline, "))
        again = [name for _, name, role in listener.heard if role == Role.LABEL]
        assert not again, f"announced although nothing changed: {again}"
        window.select("reader")
        listener.until_heard("the selection", "object:state-changed:selected",
                             lambda name, _: name.startswith("reader, "))
        listener.heard.clear()
        place = window.timeline().get_value_iface()
        place.set_current_value(place.get_minimum_value() + 2)
        listener.until_heard("the instant shown", "object:property-change:accessible-value",
                             lambda name, role: role == Role.SLIDER and "frozen at" in name)
        print(f"captions that were announced: {captions}", flush=True)


def testify(_):
    every_part()
    sliders_tell_what_they_set()
    the_timeline_says_stuck()
    changes_are_announced()


if __name__ == "__main__":
    ownplace.run(testify, ALLOWED_SECONDS)
