"""The trade: frozen values and pure rules. Standard library only."""
