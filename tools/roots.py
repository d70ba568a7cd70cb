"""Where the packages of this repository lie, for processes that import them from a checkout or a copy of one."""

ROOTS = ("", "provider", "emulator", "command", "policy")
