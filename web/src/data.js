// Reading the page's block of data: packed answers become plain objects that point at each other.

export function read(text) {
  const packed = JSON.parse(text);
  const rows = (name) => {
    const { columns, rows } = packed.answers[name];
    return rows.map((row) => {
      const object = {};
      columns.forEach((column, place) => {
        object[column] = row[place] === null ? undefined : packed.texts[row[place]];
      });
      return object;
    });
  };

  const documents = new Map();
  for (const row of rows("documents")) {
    if (documents.has(row.document)) continue;
    documents.set(row.document, { ...row, year: Number((row.issued ?? "").slice(0, 4)) || undefined });
  }
  const tasks = new Map();
  let order = 0;
  for (const row of rows("tasks")) {
    tasks.set(row.task, { ...row, order: order++, document: documents.get(row.document) });
  }
  const sentences = new Map(rows("lists").map((row) => [row.list, row.sentence]));

  const nodes = packed.nodes.map((node, at) => ({ ...node, ...node.attributes, at, iri: packed.texts[node.agency] }));
  const byIri = new Map(nodes.map((node) => [node.iri, node]));
  const assignments = [];
  for (const row of rows("assignments")) {
    const [agency, task] = [byIri.get(row.agency), tasks.get(row.task)];
    // Classes of bodies are in the answer; a page made without them has no node for them.
    if (!agency || !task) continue;
    assignments.push({
      agency,
      task,
      role: row.role,
      basis: row.basis,
      list: row.list,
      position: Number(row.position),
      mention: row.mention,
      line: Number(row.line),
      sentence: sentences.get(row.list),
    });
  }
  assignments.sort((a, b) => a.task.order - b.task.order || (a.list < b.list ? -1 : a.list > b.list ? 1 : 0));

  const labels = { zh: {}, en: {} };
  for (const { scheme, name, language, label } of rows("labels")) {
    if (labels[language]) labels[language][`${scheme}/${name}`] = label;
  }
  return { first: packed.first, totals: packed.totals, colours: packed.colours, documents: [...documents.values()], nodes, assignments, labels };
}
