"""What can be wrong with a camera, a film or a folder of images.

CameraError
├── CameraMissing    not there, or held by another program, or the stream does not answer
├── FilmUnreadable   no such file, or not a film
├── FilmEmpty        a film without a single frame
└── FolderEmpty      a folder without images
"""

from typing import ClassVar

from kiosk.core.errors import HadirError


class CameraError(HadirError):
    """A source gives no frames. ``str()`` is one sentence with what to do."""

    sentence: ClassVar[str] = "{source} gives no pictures."

    def __init__(self, source: str) -> None:
        """Remember which source it was, as the person named it."""
        super().__init__(self.sentence, source=source)
        self.source = source


class CameraMissing(CameraError):
    """The camera is not there, or another program holds it, or the stream does not answer."""

    sentence = (
        "Camera {source} gives no picture: plug it in, close other programs that use it,"
        " or choose another one."
    )


class FilmUnreadable(CameraError):
    """There is no such file, or it is not a film."""

    sentence = "{source} cannot be read as a film: check the path and that it is a video file."


class FilmEmpty(CameraError):
    """The file is a film, and there is no frame in it."""

    sentence = "{source} has no frame in it: the recording was not finished; record it again."


class FolderEmpty(CameraError):
    """The folder holds no image."""

    sentence = "{source} has no images in it: put .jpg or .png files there, or choose another one."
