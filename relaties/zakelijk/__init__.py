"""The form 'Zakelijke relatie toevoegen' (R44–R56, domein 4.3): a person, a job and an organisation on one page."""
