"""The operations of the API, one mixin per subject. `models` combines them."""
