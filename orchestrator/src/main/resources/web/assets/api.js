// Talks to /api/v1. Errors are problem+json: an ApiError carries the code and what to do.

export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || "The server answered " + status + ".");
    this.status = status;
    this.code = problem.code || "internal";
  }
}

async function refuse(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // Not JSON: the status alone must do.
  }
  throw new ApiError(response.status, problem);
}

async function call(method, path, body) {
  const response = await fetch("/api/v1" + path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) await refuse(response);
  return response.status === 204 ? null : response.json();
}

export const get = path => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const decide = (approval, approve, answers) =>
  post(`/approvals/${approval.id}/${approve ? "approve" : "decline"}`, answers ? { answers } : {});
/** Those who may decide: [{name, reachable}]. */
export const deciders = approval => get(`/approvals/${approval.id}/people`).then(people => people.items);
/** Sends it to one of them as a link. */
export const sendLink = (approval, to) => post(`/approvals/${approval.id}/send`, { to });
export const remove = path => call("DELETE", path);

/** Reads a stream of server-sent events; calls onEvent(id, type, data) for each. Returns when the stream ends. */
async function readEvents(response, onEvent) {
  if (!response.ok) await refuse(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value.replaceAll("\r", "");
    let end;
    while ((end = rest.indexOf("\n\n")) >= 0) {
      dispatch(rest.slice(0, end), onEvent);
      rest = rest.slice(end + 2);
    }
  }
}

function dispatch(block, onEvent) {
  let id = null;
  let type = "message";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("id:")) id = Number(line.slice(3).trim());
    else if (line.startsWith("event:")) type = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  if (data.length) onEvent(id, type, JSON.parse(data.join("\n")));
}

/** Says something; the answer comes as events. */
export async function say(conversation, message, onEvent) {
  await readEvents(
    await fetch(`/api/v1/conversations/${conversation}/messages`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify(message),
    }),
    onEvent,
  );
}

/** The events after a known one, until the run rests. */
export async function follow(conversation, after, onEvent) {
  await readEvents(await fetch(`/api/v1/conversations/${conversation}/events?after=${after}`), onEvent);
}
