"""The emulator's own paths under `/appflow-emulator/`: what a test sees and changes beside the API of AppFlow."""
