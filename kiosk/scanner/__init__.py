"""The door's eyes: cameras, reading symbols, and repeats. The only place that imports cv2."""

import os

# OpenCV reads these once, when it is loaded, so they must stand before any module of this
# package imports cv2. Whoever sets one in the environment has the last word.
for _name, _value in {
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "3",  # else a stalled webcam blocks for 10 s
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",  # else some open in 20 s on Windows
    "OPENCV_IO_MAX_IMAGE_PIXELS": str(1 << 28),  # 268 megapixels; more is refused undecoded
    "OPENCV_LOG_LEVEL": "SILENT",  # a missing camera is told in our own words
    "OPENCV_FFMPEG_LOGLEVEL": "-8",
}.items():
    os.environ.setdefault(_name, _value)
