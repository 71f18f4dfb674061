"""Static files straight out of installed packages: the white list VENDOR_STATIC and nothing else."""

from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class PackageFinder(BaseFinder):
    """Finds public path -> (package, path in it); a file that a package lost stops the start, not a visitor."""

    def __init__(self, *args, **kwargs):
        self.bestanden = {}
        for publiek, (pakket, pad) in settings.VENDOR_STATIC.items():
            bestand = Path(find_spec(pakket).submodule_search_locations[0]) / pad
            if not bestand.is_file():
                raise FileNotFoundError(bestand)
            self.bestanden[publiek] = bestand
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        bestand = self.bestanden.get(path)
        if bestand is None:
            return []
        return [str(bestand)] if find_all else str(bestand)

    def list(self, ignore_patterns):
        for publiek, bestand in self.bestanden.items():
            opslag = FileSystemStorage(location=bestand.parent)
            opslag.prefix = str(Path(publiek).parent)
            yield bestand.name, opslag
