"""The pages and the API: parse, call one service, render; a blueprint a noun."""
