"""The admin paths under `/appflow-emulator/`: what a test can see and change besides AppFlow's API."""
