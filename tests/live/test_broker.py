"""Updates reach everybody who listens, in this process and in others."""

from kiosk.core.updates import Topic, Update
from kiosk.live.broker import Broker
from kiosk.live.postgres import relay

UPDATE = Update(Topic.SCAN, event_id=1, scan_id="a")


def test_everybody_who_listens_hears_every_update() -> None:
    broker = Broker()

    with broker.listen() as one, broker.listen() as other:
        broker.publish(UPDATE)

        assert (one.take(0), other.take(0)) == (UPDATE, UPDATE)


def test_who_does_not_listen_any_more_holds_nobody_up() -> None:
    broker = Broker()
    with broker.listen() as gone:
        pass

    broker.publish(UPDATE)

    assert gone.take(0) is None


def test_a_slow_listener_loses_the_oldest_and_stops_nobody() -> None:
    broker = Broker()

    with broker.listen() as slow:
        for n in range(1000):
            broker.publish(Update(Topic.SCAN, event_id=n))
        first = slow.take(0)

    assert first and first.event_id > 0


def test_another_process_on_the_same_postgresql_hears_it_once(postgres_server: str) -> None:
    here, there = Broker(), Broker()
    relays = [relay(here, postgres_server), relay(there, postgres_server)]

    with here.listen() as own, there.listen() as other:
        heard, published = None, 0
        while heard is None:  # until the other one's LISTEN has begun
            here.publish(UPDATE)
            published += 1
            heard = other.take(0.2)
        echoes = [each for each in (own.take(0.01) for _ in range(published + 20)) if each]

    for each in relays:
        each.close()
    assert heard == UPDATE
    assert len(echoes) == published


def test_others_go_on_hearing_when_one_process_ends(postgres_server: str) -> None:
    here, there, gone = Broker(), Broker(), Broker()
    stays = [relay(here, postgres_server), relay(there, postgres_server)]
    relay(gone, postgres_server).close()

    with there.listen() as other:
        heard = None
        while heard is None:
            here.publish(UPDATE)
            heard = other.take(0.2)

    for each in stays:
        each.close()
    assert heard == UPDATE
