"""The JSON API, its tokens and its OpenAPI document."""
