"""The addresses of all pages, for tests that look at each of them."""

from flask import Flask


def addresses_of(app: Flask, values: dict[str, int]) -> set[str]:
    """Return the addresses of all pages, with these values where they are asked for."""
    addresses = set()
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and set(rule.arguments) <= set(values):
                parts = {name: values[name] for name in rule.arguments}
                addresses.add(adapter.build(rule.endpoint, parts))
    return addresses
