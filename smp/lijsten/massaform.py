"""The choice of a mass change: leave a field, give it a value or empty it, with the widgets of the kaart."""

from django import forms

from smp.formulieren import ingevuld

LAAT, WORDT, LEEG, JA, NEE = "laat", "wordt", "leeg", "ja", "nee"
_NAMEN = {LAAT: "Laten staan", WORDT: "Wordt", LEEG: "Maak leeg", JA: "Wordt: ja", NEE: "Wordt: nee"}


class Massaform:
    """`velden` for the template; after a POST `teksten` (field -> form text) and `fouten` (field -> message)."""

    def __init__(self, lijst, post=None):
        self.lijst, self.post = lijst, post
        leeg = lijst.form(bronnen={})
        namen = lijst.eigen_velden
        self.vorm = leeg.voor(lijst.model(), namen, post)
        self.vorm.initial = {}
        for veld in self.vorm.fields.values():
            veld.initial, veld.required = None, False
            veld.widget.attrs["class"] = "form-select" if isinstance(veld, forms.ChoiceField) else "form-control"
            if isinstance(veld, forms.TypedChoiceField):  # nothing is chosen until somebody chooses
                veld.choices = [("", ""), *(keuze for keuze in veld.choices if keuze[0] != "")]
        self._verplicht = {naam for naam in namen if leeg.base_fields[naam].required}
        self.teksten: dict[str, str] = {}
        self.fouten: dict[str, str] = {}
        if post is not None:
            self._lees()

    @classmethod
    def met(cls, lijst, teksten: dict[str, str]) -> "Massaform":
        """With choices that were made before (`teksten`), to change them."""
        velden, post = cls(lijst).vorm.fields, dict(teksten)
        for naam, tekst in teksten.items():
            vinkje = isinstance(velden.get(naam), forms.BooleanField)
            post[f"doe-{naam}"] = (JA if tekst else NEE) if vinkje else (WORDT if tekst else LEEG)
        return cls(lijst, post)

    def keuzes(self, naam: str) -> list[str]:
        if isinstance(self.vorm.fields[naam], forms.BooleanField):
            return [LAAT, JA, NEE]
        altijd_iets = naam in self._verplicht or self.vorm._standaard(naam)
        return [LAAT, WORDT] if altijd_iets else [LAAT, WORDT, LEEG]

    def _lees(self):
        getypt = ingevuld(self.vorm, self.post)
        for naam, veld in self.vorm.fields.items():
            keuze = self.post.get(f"doe-{naam}", LAAT)
            if isinstance(veld, forms.BooleanField):
                if keuze in (JA, NEE):
                    self.teksten[naam] = "on" if keuze == JA else ""
            elif keuze == LEEG and LEEG in self.keuzes(naam):
                self.teksten[naam] = ""
            elif keuze == WORDT and not getypt[naam]:
                self.fouten[naam] = "Vul in wat het wordt, of kies Laten staan."
            elif keuze == WORDT:
                self._lees_waarde(naam, veld, getypt[naam])
            elif getypt[naam]:
                self.fouten[naam] = "Kies ‘Wordt’ als je dit veld wilt wijzigen, of maak het hier leeg."

    def _lees_waarde(self, naam, veld, tekst):
        try:
            veld.clean(tekst)
            self.teksten[naam] = tekst
        except forms.ValidationError as fout:
            self.fouten[naam] = " ".join(fout.messages)

    def raad(self, naam: str, teksten: dict[str, str]) -> str:
        """What to do when a rule at field `naam` refuses: choose too for the field that was left alone; or ''."""
        ouder = self._ouder(naam)
        ook = ouder if naam in teksten else naam
        if ook in teksten or ook not in self.vorm.fields:
            return ""
        label = self.lijst.label(self.lijst.kolom[ook])
        if teksten.get(ouder) == "":
            return f"Zet ook {label} op ‘Maak leeg’."
        wat = f"een {label.lower()}" if isinstance(self.vorm.fields[ook], forms.ChoiceField) else f"wat {label} wordt"
        leeg = f", of zet {label} op ‘Maak leeg’" if ook != ouder and LEEG in self.keuzes(ook) else ""
        return f"Kies ook {wat}{leeg}."

    def _ouder(self, naam: str) -> str:
        """The field that the choices of this one hang on (static/js/afhankelijk.js), or ''."""
        veld = self.vorm.fields.get(naam)
        return veld.widget.attrs.get("data-hangt-af-van", "").removeprefix("id_") if veld else ""

    @property
    def velden(self) -> list[dict]:
        """One line a field: label, choices and control, what was chosen, and what is wrong."""
        uit = []
        for naam, veld in self.vorm.fields.items():
            gekozen = (self.post or {}).get(f"doe-{naam}", LAAT)
            uit.append(
                {
                    "naam": naam,
                    "label": self.lijst.label(self.lijst.kolom[naam]),
                    "keuzes": [(keuze, _NAMEN[keuze], keuze == gekozen) for keuze in self.keuzes(naam)],
                    "gekozen": gekozen,
                    "invoer": "" if isinstance(veld, forms.BooleanField) else self.vorm[naam],
                    "fout": self.fouten.get(naam, ""),
                }
            )
        return uit
