"""
The executable of the floor: `python -m benchmarks.floor`.

It loads the protocol's stubs as our plugin does, without the SDK around them, since no plugin in Python needs more.
"""

from appflow_provider.plugin.stubs import load_stubs

if __name__ == "__main__":
    load_stubs()
    from benchmarks.floor.plugin import main

    main()
