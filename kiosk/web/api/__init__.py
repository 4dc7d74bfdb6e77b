"""The interface for stations and other programs, version 1: JSON in, JSON out."""
