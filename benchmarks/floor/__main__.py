"""
The baseline's executable: `python -m benchmarks.floor`.

Like our plugin it loads only the protocol's stubs, not the SDK around them, because no Python plugin needs more.
"""

from appflow_provider.plugin.stubs import load_stubs

if __name__ == "__main__":
    load_stubs()
    from benchmarks.floor.plugin import main

    main()
