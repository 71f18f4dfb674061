// [Zoeken] leaves out the fields that are empty: the address says what was asked, and no more.
document.querySelector("form.zoek")?.addEventListener("formdata", ({ formData }) => {
  for (const naam of new Set(formData.keys())) if (!formData.getAll(naam).some(Boolean)) formData.delete(naam);
});
