"""Names of files tell times, as cameras, phones and apps for sending write them."""

from datetime import UTC, datetime
from pathlib import PurePath

import pytest

from slideshow.scan.name_times import NameTime, name_time

NOW = datetime(2026, 6, 1, tzinfo=UTC)
AFTERNOON = datetime(2024, 5, 12, 15, 41, 14)


def named(name: str) -> NameTime | None:
    return name_time(PurePath("trip") / name, NOW)


@pytest.mark.parametrize(
    "name",
    [
        "20240512_154114.jpg",
        "20240512_154114(0).jpg",
        "20240512-154114.jpg",
        "20240512154114.jpg",
        "IMG_20240512_154114.jpg",
        "IMG_20240512_154114_HDR.jpg",
        "IMG_20240512_154114_BURST001.jpg",
        "IMG_20240512_154114~2.jpg",
        "IMG20240512154114.jpg",
        "MVIMG_20240512_154114.jpg",
        "VID_20240512_154114.mp4",
        "PANO_20240512_154114.vr.jpg",
        "TimePhoto_20240512_154114.jpg",
        "beauty_20240512154114.jpg",
        "DJI_20240512154114_0001_D.JPG",
        "Burst_Cover_GIF_Action_20240512154114.gif",
        "WIN_20240512_15_41_14_Pro.jpg",
        "WP_20240512_15_41_14_Rich.jpg",
        "2024-05-12 15.41.14.jpg",
        "2024-05-12 15.41.14-1.jpg",
        "2024-05-12T15_41_14.heic",
        "2024.05.12.15.41.14.jpg",
        "Photo 2024-05-12 15 41 14.jpg",
        "Foto 12.05.2024, 15 41 14.jpg",
        "photo_2024-05-12_15-41-14.jpg",
        "photo_7@12-05-2024_15-41-14.jpg",
        "video_2024-05-12_15-41-14.mp4",
        "signal-2024-05-12-15-41-14.jpg",
        "signal-2024-05-12-154114.jpeg",
        "viber_image_2024-05-12_15-41-14.jpg",
        "Screenshot_20240512-154114_Chrome.jpg",
        "Screenshot_2024-05-12-15-41-14_com.example.app.png",
        "Screenshot 2024-05-12 154114.png",
        "Screenshot from 2024-05-12 15-41-14.png",
        "Screenshot 2024-05-12 at 3.41.14\u202fPM.png",
        "Screen Shot 2024-05-12 at 3.41.14 PM.png",
        "Bildschirmfoto 2024-05-12 um 15.41.14.png",
        "Capture d’écran 2024-05-12 à 15.41.14.png",
        "Skärmavbild 2024-05-12 kl. 15.41.14.png",
        "スクリーンショット 2024-05-12 15.41.14.png",
        "WhatsApp Image 2024-05-12 at 15.41.14.jpeg",
        "WhatsApp Image 2024-05-12 at 3.41.14 PM (1).jpeg",
        "WhatsApp Bild 2024-05-12 um 15.41.14_1a2b3c4d.jpg",
        "Imagem do WhatsApp de 2024-05-12 à(s) 15.41.14_1a2b.jpg",
        "Imagen de WhatsApp 2024-05-12 a las 15.41.14_1a2b.jpg",
        "vlcsnap-2024-05-12-15h41m14s.png",
        "2024_0512_154114.MP4",
        "Picsart_24-05-12_15-41-14.jpg",
    ],
)
def test_a_name_tells_day_and_time_by_the_clock_on_the_wall(name: str) -> None:
    found = named(name)
    assert found is not None
    assert (found.moment, found.known_to, found.is_utc) == (AFTERNOON, "clock", False)


@pytest.mark.parametrize(
    "name",
    [
        "signal-2024-05-12-15-41-14-123.jpg",
        "IMG_20240512_154114_123.jpg",
        "IMG_20240512_154114123.jpg",
        "C360_2024-05-12-15-41-14-123.jpg",
        "00100dPORTRAIT_00100_BURST20240512154114123_COVER.jpg",
    ],
)
def test_milliseconds_behind_the_time_order_a_burst(name: str) -> None:
    found = named(name)
    assert found is not None
    assert found.moment == AFTERNOON.replace(microsecond=123_000)


@pytest.mark.parametrize(
    "name",
    [
        "PXL_20240512_134114000.jpg",
        "PXL_20240512_134114000.MP.jpg",
        "PXL_20240512_134114000.PORTRAIT-01.COVER.jpg",
        "original_1a2b_PXL_20240512_134114000.jpg",
        "20240512_134114000_iOS.heic",
        "FB_IMG_1715521274000.jpg",
        "mmexport1715521274000.jpg",
        "wx_camera_1715521274000.jpg",
        "1715521274000.jpg",
    ],
)
def test_some_names_count_in_utc(name: str) -> None:
    found = named(name)
    assert found is not None
    assert found.is_utc
    assert found.moment == datetime(2024, 5, 12, 13, 41, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("IMG-20240512-WA0003.jpg", 3),
        ("VID-20240512-WA0012.mp4", 12),
        ("IMG-20240512-WA0007~2.jpg", 7),
        ("WP_20240512_001.jpg", 1),
        ("LINE_ALBUM_Lisbon_240512_7.jpg", 7),
        ("IMG_20240512.jpg", 0),
        ("2024-05-12 Harbour.jpg", 0),
        ("Harbour 2024-05-12.jpg", 0),
    ],
)
def test_a_date_without_a_clock_is_a_day_and_its_number_orders_it(name: str, number: int) -> None:
    found = named(name)
    assert found is not None
    assert (found.known_to, found.number, found.moment.date().isoformat()) == ("day", number, "2024-05-12")
    assert found.moment.microsecond == number


@pytest.mark.parametrize(
    "name",
    [
        "IMG_1234.jpg",
        "DSC_0001.JPG",
        "GX010042.MP4",
        # No such day, no such time.
        "IMG_20249999_101010.jpg",
        "IMG_20240230_101010.jpg",
        "IMG_20240512_256199.jpg",
        "2024-13-01.jpg",
        # Years of no photo.
        "18001231_101010.jpg",
        "IMG_20991231_101010.jpg",
        "IMG-20270512-WA0003.jpg",
        "9999999999999.jpg",
        # Numbers of people, telephones and messages.
        "+491701234567.jpg",
        "0171 20051115.jpg",
        "5551234567.jpg",
        "Snapchat-1456789012.jpg",
        "Snapchat-20240512.jpg",
        "received_1715521274000.jpeg",
        "received_20240512154114.jpeg",
        "20051115_10153012345678901_1234567890_n.jpg",
        "2024051215411.jpg",
    ],
)
def test_a_number_that_only_looks_like_a_date_is_none(name: str) -> None:
    assert named(name) is None


def test_names_of_apps_for_sending_are_told_from_those_of_cameras() -> None:
    sent = ["IMG-20240512-WA0003.jpg", "FB_IMG_1715521274000.jpg", "signal-2024-05-12-154114.jpg"]
    taken = ["20240512_154114.jpg", "PXL_20240512_134114000.jpg", "2024-05-12 15.41.14.jpg"]
    assert [found.is_sent for name in sent if (found := named(name))] == [True] * 3
    assert [found.is_sent for name in taken if (found := named(name))] == [False] * 3
