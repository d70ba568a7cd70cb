"""
The converter plugin, `pulumi-converter-appflow`, which `pulumi import --from appflow` and `pulumi convert --from appflow` start.

`serving` opens the port, `servicer` answers the two calls, and `arguments` reads what stands behind `--`. This package has no
logic about AppFlow: `migration` and `adopt` do the work.
"""
