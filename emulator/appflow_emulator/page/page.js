// The page of the emulator. It reads the control API under /appflow-emulator/, and changes only what that API changes.

const tag = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== false));
  return made;
};

const panel = (name) => document.getElementById(name);
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
const seconds = (time) => time.slice(0, 19).replace("T", " ");
const shown = (value) => {
  if (value === null || value === undefined) return tag("span", { class: "quiet" }, "null");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

async function call(path, method = "GET", sent = undefined) {
  const body = sent === undefined ? undefined : JSON.stringify(sent);
  const reply = await fetch(path, { method, body });
  const answer = await reply.json();
  if (!reply.ok) throw new Error(answer.message);
  return answer;
}

// Runs an action of the user, shows its error if there is one, and draws the panel anew.
async function act(action) {
  const problem = panel("problem");
  try {
    await action();
    problem.hidden = true;
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
  await draw();
}

const COUNTS = new Set(["Read", "Filtered", "Dropped", "Written", "Bytes", "Matched", "Fired"]);

const table = (heads, rows) =>
  tag(
    "table",
    {},
    tag("thead", {}, tag("tr", {}, heads.map((head) => tag("th", { class: COUNTS.has(head) && "number" }, head)))),
    tag("tbody", {}, rows),
  );

const row = (cells, attributes = {}) =>
  tag("tr", attributes, cells.map((cell) => (cell instanceof HTMLTableCellElement ? cell : tag("td", {}, cell ?? ""))));

// ---- Flows

const open = new Set(); // keys of the runs whose rows are shown
const BAD = new Set(["Error", "Errored", "Suspended", "Deleted", "Canceled"]);
const GOOD = new Set(["Active", "Successful"]);
const badge = (status) =>
  tag("span", { class: `badge ${GOOD.has(status) ? "good" : BAD.has(status) ? "bad" : ""}` }, status);

const query = (flow) => `?${new URLSearchParams({ account: flow.account, region: flow.region })}`;

const graph = (flow) =>
  tag(
    "ol",
    { class: "graph", "aria-label": `What ${flow.name} does` },
    tag("li", { class: "end" }, flow.source),
    flow.steps.map((step) => tag("li", {}, step)),
    tag("li", { class: "end" }, flow.destination),
  );

const SHOWN = 100; // rows of a run

function rowsOf(moved, counts) {
  const sources = new Map(moved.read.map((each) => [each.number, each.record]));
  const columns = (records) => [...new Set(records.flatMap(Object.keys))];
  const before = columns(moved.read.map((each) => each.record));
  const after = columns(moved.written.map((each) => each.record));
  const left = new Map([...moved.filtered, ...moved.dropped].map((each) => [each.number, each]));
  const cell = (number, record, column) => {
    const source = sources.get(number) ?? {};
    const changed = !(column in source) || JSON.stringify(source[column]) !== JSON.stringify(record[column]);
    return tag("td", { class: changed && "changed" }, shown(record[column]));
  };
  return tag(
    "div",
    { class: "sides" },
    tag(
      "div",
      {},
      tag("h3", {}, `Read: ${plural(counts.read, "row")}`),
      table(
        ["", ...before],
        moved.read.map(({ number, record }) =>
          row([String(number + 1), ...before.map((name) => shown(record[name]))], { class: left.has(number) && "left" }),
        ),
      ),
      left.size > 0 &&
        tag(
          "ul",
          {},
          [...left.values()].map((each) => tag("li", {}, `Row ${each.number + 1}: ${each.task}: ${each.why}`)),
        ),
    ),
    tag(
      "div",
      {},
      tag("h3", {}, `Written: ${plural(counts.written, "row")}`),
      table(
        ["", ...after],
        moved.written.map(({ number, record }) =>
          row([String(number + 1), ...after.map((name) => cell(number, record, name))]),
        ),
      ),
      moved.objects.length > 0 && tag("ul", {}, moved.objects.map((key) => tag("li", {}, tag("code", {}, key)))),
      counts.read > SHOWN && tag("p", { class: "quiet" }, `The first ${SHOWN} rows are shown.`),
    ),
  );
}

async function runRows(flow, run) {
  const key = `${flow.account}/${flow.region}/${flow.name}/${run.executionId}`;
  const toggle = () => act(async () => (open.has(key) ? open.delete(key) : open.add(key)));
  const counts = run.counts ?? {};
  const lines = [
    row([
      badge(run.status),
      seconds(run.startedAt),
      ...["read", "filtered", "dropped", "written"].map((name) => tag("td", { class: "number" }, String(counts[name] ?? "–"))),
      run.message ?? "",
      run.counts ? tag("button", { onclick: toggle, "aria-expanded": String(open.has(key)) }, "Rows") : "",
    ]),
  ];
  if (run.counts && open.has(key)) {
    const moved = await call(`overview/${encodeURIComponent(flow.name)}/${run.executionId}${query(flow)}`);
        lines.push(
      tag(
        "tr",
        {},
        tag(
          "td",
          { colspan: 8 },
          run.touched.length > 0 && tag("p", { class: "quiet" }, `Rests on assumptions: ${run.touched.join(", ")}`),
          rowsOf(moved, run.counts),
        ),
      ),
    );
  }
  return lines;
}

async function flowArticle(flow) {
  const runs = (await Promise.all(flow.runs.map((run) => runRows(flow, run)))).flat();
  const start = () => act(() => call(`run/${encodeURIComponent(flow.name)}${query(flow)}`, "POST", {}));
  return tag(
    "article",
    { "data-flow": flow.name },
    tag(
      "header",
      {},
      tag("h2", {}, flow.name),
      badge(flow.status),
      tag("span", { class: "quiet" }, `${flow.trigger} · ${flow.region}`),
      tag("button", { onclick: start }, "Run now"),
    ),
    flow.message && tag("p", { class: "bad" }, flow.message),
    graph(flow),
    runs.length > 0 && table(["Run", "Started", "Read", "Filtered", "Dropped", "Written", "Message", ""], runs),
  );
}

async function drawFlows() {
  const { flows } = await call("overview");
  const made = await Promise.all(flows.map(flowArticle));
  return made.length ? made : [tag("p", { class: "quiet" }, "There are no flows. Create one with pulumi up, or through the API.")];
}

// ---- The other panels

async function drawObjects() {
  const { store, s3 } = await call("overview/objects");
  const stored = store.map(({ connector, object, rows }) => {
    const columns = [...new Set(rows.flatMap(Object.keys))];
    return tag(
      "article",
      {},
      tag("header", {}, tag("h2", {}, `${connector}/${object.replace(/^\//, "")}`), tag("span", { class: "quiet" }, plural(rows.length, "row"))),
      table(columns, rows.slice(0, SHOWN).map((each) => row(columns.map((name) => shown(each[name]))))),
    );
  });
  const files = tag(
    "article",
    {},
    tag("header", {}, tag("h2", {}, "Objects in S3"), tag("span", { class: "quiet" }, plural(s3.length, "object"))),
    table(["Key", "Bytes", "Changed"], s3.map((each) => row([tag("code", {}, `s3://${each.bucket}/${each.key}`), tag("td", { class: "number" }, String(each.size)), seconds(each.modified)]))),
  );
  return [files, ...stored];
}

async function drawCalls() {
  const log = await call("calls");
  const calls = log.log.slice().reverse();
  const clear = () => act(() => call("calls", "DELETE"));
  return [
    tag("form", { onsubmit: (event) => event.preventDefault() }, tag("button", { type: "button", onclick: clear }, "Clear")),
    table(["Operation", "Status", "Fault"], calls.map((each) => row([each.operation, String(each.status ?? "no answer"), each.fault ?? ""]))),
  ];
}

async function drawFaults() {
  const { rules } = await call("faults");
  const asSent = rules.map(({ matched, fired, ...rule }) => rule);
  const editor = tag("textarea", { "aria-label": "Rules as JSON", spellcheck: "false" });
  editor.value = JSON.stringify(asSent, null, 2);
  const save = (event) => {
    event.preventDefault();
    act(() => call("faults", "POST", JSON.parse(editor.value)));
  };
  const clear = () => act(() => call("faults", "DELETE"));
  return [
    tag("p", {}, "Each rule throttles, delays, refuses or drops calls. Example: ", tag("code", {}, '[{"operation": "StartFlow", "kind": "throttle", "times": 2}]')),
    tag("form", { onsubmit: save }, editor, tag("button", {}, "Set rules"), tag("button", { type: "button", onclick: clear }, "Remove all")),
    rules.length > 0 &&
      table(
        ["Operation", "Kind", "Matched", "Fired"],
        rules.map((each) => row([each.operation, each.kind, tag("td", { class: "number" }, String(each.matched)), tag("td", { class: "number" }, String(each.fired))])),
      ),
  ];
}

async function drawAssumptions() {
  const { current, answers } = await call("overview/assumptions");
  const input = (name, value) => {
    const change = (sent) => act(() => call("assumptions", "POST", { [name]: sent }));
    if (answers[name]) {
      const choice = tag("select", { "aria-label": name, onchange: () => change(choice.value) }, answers[name].map((each) => tag("option", { selected: each === value, value: each }, each || "(nothing)")));
      return choice;
    }
    if (typeof value === "boolean") {
      const box = tag("input", { type: "checkbox", "aria-label": name, checked: value, onchange: () => change(box.checked) });
      return box;
    }
    return JSON.stringify(value);
  };
  const reset = () => act(() => call("assumptions", "DELETE"));
  return [
    tag("form", {}, tag("button", { type: "button", onclick: reset }, "Back to the defaults")),
    table(["Open question about AppFlow", "Answer"], Object.entries(current).map(([name, value]) => row([tag("code", {}, name), input(name, value)]))),
  ];
}

async function drawClock() {
  const { now, frozen } = await call("clock");
  const time = tag("input", { "aria-label": "Time", value: now });
  const advance = (seconds) => () => act(() => call("clock", "POST", { advance: seconds }));
  const set = (event) => {
    event.preventDefault();
    act(() => call("clock", "POST", { now: time.value }));
  };
  return [
    tag("p", {}, `${now} (${frozen ? "stopped" : "running"})`),
    tag(
      "form",
      { onsubmit: set },
      time,
      tag("button", {}, "Stop at this time"),
      tag("button", { type: "button", onclick: advance(3600) }, "One hour ahead"),
      tag("button", { type: "button", onclick: advance(86400) }, "One day ahead"),
      tag("button", { type: "button", onclick: () => act(() => call("clock", "DELETE")) }, "Real time"),
    ),
  ];
}

const PANELS = {
  flows: drawFlows,
  objects: drawObjects,
  calls: drawCalls,
  faults: drawFaults,
  assumptions: drawAssumptions,
  clock: drawClock,
};

const selected = () => document.querySelector('[role="tab"][aria-selected="true"]').getAttribute("aria-controls");

let drawn = ""; // what was drawn last, so that an unchanged panel keeps its focus and scroll position

async function draw() {
  const name = selected();
  const summary = panel("summary");
  try {
    const { flows, now } = await call("overview");
    summary.textContent = `${plural(flows.length, "flow")}, ${plural(flows.reduce((sum, flow) => sum + flow.runs.length, 0), "run")}, ${seconds(now)} UTC`;
    const made = tag("div", {}, ...(await PANELS[name]()));
    if (name !== selected()) return;
    if (drawn !== name + made.innerHTML) {
      drawn = name + made.innerHTML;
      panel(name).replaceChildren(...made.childNodes);
    }
  } catch (error) {
    summary.textContent = `The emulator does not answer: ${error.message}`;
  }
}

for (const tab of document.querySelectorAll('[role="tab"]')) {
  tab.addEventListener("click", () => {
    for (const other of document.querySelectorAll('[role="tab"]')) {
      other.setAttribute("aria-selected", String(other === tab));
      panel(other.getAttribute("aria-controls")).hidden = other !== tab;
    }
    panel("problem").hidden = true;
    draw();
  });
}

const EDITED = new Set(["faults", "clock"]); // panels with text that a redraw would take from the user

setInterval(() => {
  if (panel("live").checked && !document.hidden && !EDITED.has(selected())) draw();
}, 2000);
draw();
