// Counting: what passes the filters, who is tied to whom, and who answers for how much.
//
// The rules are those of the queries: a tie weighs the distinct tasks in one of whose lists both stand, and a ranking
// counts each agency–task–role once. Without a filter the counts are the queries' own, which the tests hold.

const EXPLICIT = new Set(["explicit", "inherited"]);

/// The assignments that pass the filters.
export function passing(data, filters) {
  const { roles, fn, level, place, document, from, to } = filters;
  return data.assignments.filter(({ agency, task, role }) => {
    const { document: found } = task;
    return (
      roles.has(role) &&
      matches(fn, agency.function) &&
      matches(level, agency.level) &&
      matches(place, agency.place) &&
      (document === "" || found.document === document) &&
      (from === "" || (found.year !== undefined && found.year >= Number(from))) &&
      (to === "" || (found.year !== undefined && found.year <= Number(to)))
    );
  });
}

// "" is no filter, "?" asks for those of which it is not known.
function matches(wanted, value) {
  return wanted === "" || (wanted === "?" ? value === undefined : value === wanted);
}

/// Whether an assignment is a lead under a reading.
export function isLead({ role, basis, position }, leads) {
  if (role === "lead") return leads !== "explicit" || EXPLICIT.has(basis);
  return leads === "first" && basis === "equal" && position === 1;
}

/// The ties of a network over these assignments: for each pair its ends, and the tasks of each role of the tie.
export function ties(assignments, network, leads) {
  const pairs = new Map();
  const add = (source, target, role, task) => {
    const key = `${source.at} ${target.at}`;
    let tie = pairs.get(key);
    if (!tie) pairs.set(key, (tie = { key, source, target, roles: new Map() }));
    let tasks = tie.roles.get(role);
    if (!tasks) tie.roles.set(role, (tasks = new Set()));
    tasks.add(task);
  };
  for (const list of byList(assignments)) {
    if (network === "agency-agency") {
      const agencies = [...new Set(list.map(({ agency }) => agency))].sort((a, b) => a.at - b.at);
      for (let one = 0; one < agencies.length; one++) {
        for (let other = one + 1; other < agencies.length; other++) add(agencies[one], agencies[other], "shared", list[0].task);
      }
    } else {
      for (const lead of list.filter((assignment) => isLead(assignment, leads))) {
        for (const partner of list) {
          if (partner.agency !== lead.agency && (partner.role === "co-lead" || partner.role === "support")) {
            add(lead.agency, partner.agency, partner.role, lead.task);
          }
        }
      }
    }
  }
  for (const tie of pairs.values()) {
    tie.tasks = new Set([...tie.roles.values()].flatMap((tasks) => [...tasks]));
    tie.weight = [...tie.roles.values()].reduce((sum, tasks) => sum + tasks.size, 0);
  }
  return [...pairs.values()];
}

// Assignments stand in the order of task and list, so that a list is a run of them.
function* byList(assignments) {
  let run = [];
  for (const assignment of assignments) {
    if (run.length && (run[0].list !== assignment.list || run[0].task !== assignment.task)) {
      yield run;
      run = [];
    }
    run.push(assignment);
  }
  if (run.length) yield run;
}

/// What each agency answers for, the most first: tasks, documents, and tasks by role.
export function ranking(assignments) {
  const rows = new Map();
  for (const { agency, task, role } of assignments) {
    let row = rows.get(agency);
    if (!row) rows.set(agency, (row = { agency, tasks: new Set(), documents: new Set(), roles: new Map() }));
    row.tasks.add(task);
    row.documents.add(task.document);
    if (!row.roles.has(role)) row.roles.set(role, new Set());
    row.roles.get(role).add(task);
  }
  return [...rows.values()]
    .map(({ agency, tasks, documents, roles }) => {
      const counts = new Map([...roles].map(([role, tasks]) => [role, tasks.size]));
      const duties = [...counts.values()].reduce((sum, count) => sum + count, 0);
      return { agency, tasks: tasks.size, documents: documents.size, duties, roles: counts };
    })
    .sort((a, b) => b.duties - a.duties || a.agency.at - b.agency.at);
}

/// The values of an attribute, the most frequent first.
export function frequent(nodes, attribute) {
  const counts = new Map();
  for (const node of nodes) {
    const value = node[attribute];
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1));
}
