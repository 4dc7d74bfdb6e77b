"""Events and sessions, the organiser's way, readiness and rehearsal."""
