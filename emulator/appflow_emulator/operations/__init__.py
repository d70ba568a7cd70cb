"""The operations of the API, a mixin for each subject. `models` puts them together."""
