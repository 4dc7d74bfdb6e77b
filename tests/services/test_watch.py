"""The doors are told when nothing can be stored, and when it can be again."""

from kiosk.core.updates import Topic
from kiosk.desk import Desk
from kiosk.services.watch import StorageWatch


def test_a_folder_that_goes_and_comes_is_told_once_each_time(sqlite_desk: Desk) -> None:
    watch, folder = StorageWatch(sqlite_desk), sqlite_desk.settings.data
    with sqlite_desk.updates.listen() as news:
        watch.look()
        assert news.take(0) is None

        folder.rename(folder.with_name("away"))
        watch.look()
        watch.look()
        told = news.take(0)
        assert told and told.topic is Topic.STORAGE
        assert news.take(0) is None
        assert sqlite_desk.store.outage.kind == "Moved"

        folder.with_name("away").rename(folder)
        sqlite_desk.store.trouble()
        while sqlite_desk.store.outage.kind:
            watch.look()
        watch.look()
        assert news.take(0)
