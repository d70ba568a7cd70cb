"""Plant faults in the code one at a time, and see whether the tests notice: `make faults`."""
