"""Granian's asynchronous interface (RSGI 1.5) on one side, the pages (WSGI, PEP 3333) on the other.

A request waits here without a thread until its body is read whole; a stream never has one.
"""
