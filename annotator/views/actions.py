"""Every action as a QAction, built from the one table, and the menus that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.desk.action_records import ActionKind, ActionRecord, ActionRecords, load_action_records
from annotator.desk.key_presets import KeyPreset, load_key_presets
from annotator.desk.keymap import Keymap
from annotator.desk.keys import presses, shown
from annotator.resources import resource
from annotator.views.plain import tooltip

# On macOS these move into the application's own menu.
_ROLES = {
    "edit.preferences": QAction.MenuRole.PreferencesRole,
    "file.quit": QAction.MenuRole.QuitRole,
    "help.about": QAction.MenuRole.AboutRole,
}


class ActionTable:
    """The actions of one window.

    Window-wide actions are shortcuts of `window`. The keys of a pane are not: the pane asks `press` with
    each key it gets, so that they act only while it has the focus and never while somebody writes.
    """

    def __init__(
        self,
        window: QWidget,
        overrides: Mapping[str, Sequence[str]] | None = None,
        *,
        preset: str = "",
        keymap: Keymap | None = None,
        offers: Callable[[ActionRecord], bool] = lambda _record: True,
    ) -> None:
        """`overrides` are the keys that a person chose by action id, `preset` is what she chose beneath.

        `offers` says what can be done in this window; what others offer is known here by name and keys.
        A second window has the `keymap` of the first in place of both.
        """
        self._window = window
        every = _translated(load_action_records(resource("actions.json")))
        self._records = ActionRecords(every.menus, tuple(filter(offers, every.actions)))
        self._by_id = {record.id: record for record in every.actions}
        self._reasons: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._whys: dict[str, str] = {}
        self._actions = {record.id: self._made(record) for record in self._records.actions}
        if keymap is None:
            presets = _translated_presets(load_key_presets(resource("key_presets.json")))
            keymap = Keymap(every.actions, overrides, window, presets=presets, preset=preset)
        self.keymap = keymap
        self.keymap.changed.connect(self._on_keymap_changed)
        self._on_keymap_changed()

    @property
    def records(self) -> ActionRecords:
        """All menus, and the actions of this window."""
        return self._records

    def action(self, id_: str) -> QAction:
        """The action; KeyError for one that this window does not offer or that comes later."""
        return self._actions[id_]

    def is_offered(self, id_: str) -> bool:
        """Whether the action has a meaning now; what another window offers always has one."""
        action = self._actions.get(id_)
        return action is None or action.isVisible()

    def submenu(self, id_: str) -> QMenu:
        """The menu of choices behind an action of the kind "submenu", to be filled by the window."""
        menu = self._actions[id_].menu()
        if not isinstance(menu, QMenu):
            raise KeyError(id_)
        return menu

    def name(self, id_: str) -> str:
        """What the action is called now, without its mnemonic."""
        return self._titles.get(id_, self._by_id[id_].name)

    def shown_key(self, id_: str) -> str:
        """The action's first key as people read it; "" if it has none that works now."""
        keys = self.keymap.working_keys(id_)
        return shown(keys[0]) if keys else ""

    @property
    def shown_keys(self) -> dict[str, str]:
        """Every action's first key as people read it."""
        return {record.id: self.shown_key(record.id) for record in self._records.actions}

    def reason(self, id_: str) -> str:
        """Why the action cannot be used now; "" if it can."""
        return self._reasons.get(id_, "")

    def retitle(self, id_: str, title: str, *, why: str = "") -> None:
        """Call the action `title`, plain text such as a label's name or the step that undo takes back.

        `why` stands for the line of the table that says what the action is for.
        """
        if (self._titles.get(id_), self._whys.get(id_)) != (title, why):
            self._titles[id_], self._whys[id_] = title, why
            self._describe(self._by_id[id_])

    def set_shown(self, id_: str, shown: bool) -> None:
        """Offer an action or not; one that is not offered has no menu item and hears no key."""
        self._actions[id_].setVisible(shown)

    def set_available(self, id_: str, available: bool, reason: str = "") -> None:
        """Allow or refuse the action; `reason` says why it is refused, for menus and the palette."""
        reason = "" if available else reason
        if (self._actions[id_].isEnabled(), self.reason(id_)) != (available, reason):
            self._reasons[id_] = reason
            self._actions[id_].setEnabled(available)
            self._describe(self._by_id[id_])

    def match(self, event: QKeyEvent, context: str) -> str | None:
        """The action that this key press means in the pane `context`, or None."""
        for key in presses(event, QGuiApplication.platformName()):
            id_ = self.keymap.find(key, context)
            if id_ in self._actions and self._actions[id_].isVisible():
                return id_
        return None

    def press(self, event: QKeyEvent, context: str) -> bool:
        """Do what this key press means in the pane `context`; False if it means nothing there.

        A held key repeats only the actions that are made for it: a label is given once.
        """
        id_ = self.match(event, context)
        if id_ is None:
            return False
        if not event.isAutoRepeat() or self._by_id[id_].repeats:
            self._actions[id_].trigger()
        return True

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Build the menus in the order of the table; the answer gives them by id."""
        menus: dict[str, QMenu] = {}
        group: dict[str, int] = {}
        for record in self._records.actions:
            if record.kind is ActionKind.HOLD:
                continue
            menu = menus.get(record.menu) or self._menu(record.menu, bar, menus)
            if group.setdefault(record.menu, record.group) != record.group:
                menu.addSeparator()
                group[record.menu] = record.group
            menu.addAction(self._actions[record.id])
        return menus

    def _menu(self, id_: str, bar: QMenuBar, menus: dict[str, QMenu]) -> QMenu:
        record = next(menu for menu in self._records.menus if menu.id == id_)
        if record.parent is None:
            menu = bar.addMenu(record.text)
        else:
            parent = menus.get(record.parent) or self._menu(record.parent, bar, menus)
            if not parent.isEmpty():
                parent.addSeparator()
            menu = parent.addMenu(record.text)
        menu.setToolTipsVisible(True)
        menus[id_] = menu
        return menu

    def _made(self, record: ActionRecord) -> QAction:
        action = QAction(self._window)
        action.setObjectName(record.id)
        action.setCheckable(record.kind is ActionKind.TOGGLE)
        action.setAutoRepeat(record.repeats)
        action.setVisible(not record.optional)
        action.setMenuRole(_ROLES.get(record.id, QAction.MenuRole.NoRole))
        if record.kind is ActionKind.SUBMENU:
            action.setMenu(QMenu(self._window))
        if record.is_window_wide:
            self._window.addAction(action)
        return action

    def _on_keymap_changed(self) -> None:
        for record in self._records.actions:
            if record.is_window_wide:
                self._actions[record.id].setShortcuts(_sequences(self.keymap.working_keys(record.id)))
            self._describe(record)

    def _describe(self, record: ActionRecord) -> None:
        action, name = self._actions[record.id], self.name(record.id)
        keys = [shown(key) for key in self.keymap.working_keys(record.id)]
        text = _with_mnemonic(record, name)
        if keys and not record.is_window_wide:
            # Shown beside the name, as a shortcut is, without being one.
            text = f"{text}\t{keys[0]}"
        action.setText(text)
        action.setIconText(name)
        title = f"{name} ({', '.join(keys)})" if keys else name
        why = self._whys.get(record.id) or record.why
        lines = [title, why, self._reasons.get(record.id, "")]
        action.setToolTip(tooltip("\n".join(line for line in lines if line)))
        action.setStatusTip(self._reasons.get(record.id) or why)


def _translated(records: ActionRecords) -> ActionRecords:
    return ActionRecords(
        tuple(replace(menu, text=_translate(menu.text)) for menu in records.menus),
        tuple(
            replace(action, text=_translate(action.text), why=_translate(action.why))
            for action in records.actions
        ),
    )


def _translated_presets(presets: Sequence[KeyPreset]) -> list[KeyPreset]:
    return [replace(preset, name=_translate(preset.name), why=_translate(preset.why)) for preset in presets]


def _translate(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def _sequences(keys: Iterable[str]) -> list[QKeySequence]:
    return [QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText) for key in keys]


def _with_mnemonic(record: ActionRecord, name: str) -> str:
    """`name` as a menu shows it, with the letter of the table underlined where `name` has it."""
    if name == record.name:
        return record.text
    _, _, rest = record.text.partition("&")
    place = name.casefold().find(rest[:1].casefold()) if rest else -1
    if place < 0:
        return name.replace("&", "&&")
    return f"{name[:place].replace('&', '&&')}&{name[place:].replace('&', '&&')}"
