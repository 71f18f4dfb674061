"""A foreign key to a small table as a cell of the grid: a text, with one <datalist> for all rows."""

from django.utils.html import escape


class Keuzelijst:
    """The choices of a foreign key in the grid: names to keys and back. One query, whatever the number of rows."""

    def __init__(self, veld):
        self.namen: dict[str, str] = {}
        self.namen_alle: dict[str, str] = {}
        self.sleutels: dict[str, list[str]] = {}
        self.groepen: dict[str, str] = {}
        self.ouder = veld.widget.attrs.get("data-hangt-af-van", "").removeprefix("id_")
        for sleutel, label in veld.choices:
            for deel, naam in label if isinstance(label, list | tuple) else [(sleutel, label)]:
                if deel in ("", None):
                    continue
                self.namen[str(deel)] = str(naam)
                self.sleutels.setdefault(str(naam).casefold(), []).append(str(deel))
                if isinstance(label, list | tuple):
                    self.groepen[str(deel)] = str(sleutel)
        # What cannot be chosen anew still has a name where it stands ('Oud segment (niet actief)').
        for deel, rij in veld.bron.rijen.items():
            self.namen_alle.setdefault(deel, str(rij))
            self.sleutels.setdefault(str(rij).casefold(), [deel])
        # Equal names in different groups ('Gemeente' twice) are written out with their group.
        for sleutels in list(self.sleutels.values()):
            if len(sleutels) > 1:
                for sleutel in sleutels:
                    vol = f"{self.groepen.get(sleutel, sleutel)} › {self.namen[sleutel]}"
                    self.namen[sleutel] = vol
                    self.sleutels[vol.casefold()] = [sleutel]

    def naam(self, sleutel: str) -> str:
        return self.namen.get(sleutel) or self.namen_alle.get(sleutel, "")

    def sleutel(self, tekst: str) -> str | None:
        """The key of a name; '' for an empty cell, None when there is none or more than one."""
        if not tekst:
            return ""
        gevonden = self.sleutels.get(tekst.casefold(), [])
        return gevonden[0] if len(gevonden) == 1 else None

    def html(self, id_: str) -> str:
        """The datalist; of a subsegment with its hoofdsegment, for static/js/rasterkeuzes.js."""
        if not self.ouder:
            opties = "".join(f"<option>{escape(naam)}" for naam in self.namen.values())
            return f'<datalist id="{id_}">{opties}</datalist>'
        opties = "".join(
            f'<option data-bij="{escape(self.groepen.get(sleutel, ""))}">{escape(naam)}'
            for sleutel, naam in self.namen.items()
        )
        return f'<datalist id="{id_}" data-ouder="{self.ouder}">{opties}</datalist>'
