// Vendors of both formats that call the weather tool once, then tell its result. Run by .ci/gateway.
import http from "node:http";

const send = (out, data, event) => out.write((event ? "event: " + event + "\n" : "") + "data: " + JSON.stringify(data) + "\n\n");

function openai(out, told) {
  const chunk = (delta, finish_reason = null) =>
    send(out, { id: "c1", object: "chat.completion.chunk", created: 1, model: "mock", choices: [{ index: 0, delta, logprobs: null, finish_reason }] });
  chunk({ role: "assistant", content: "" });
  if (told) {
    chunk({ content: "It is " });
    chunk({ content: "31 degrees." });
    chunk({}, "stop");
  } else {
    chunk({ tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "get_weather", arguments: "" } }] });
    chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city":"Lagos"}' } }] });
    chunk({}, "tool_calls");
  }
  send(out, { id: "c1", object: "chat.completion.chunk", created: 1, model: "mock", choices: [], usage: { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 } });
  out.end("data: [DONE]\n\n");
}

function anthropic(out, told) {
  const event = data => send(out, data, data.type);
  event({ type: "message_start", message: { id: "msg_1", type: "message", role: "assistant", model: "mock", content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 9, output_tokens: 1 } } });
  event({ type: "content_block_start", index: 0, content_block: told ? { type: "text", text: "" } : { type: "tool_use", id: "toolu_1", name: "get_weather", input: {} } });
  event({ type: "content_block_delta", index: 0, delta: told ? { type: "text_delta", text: "It is 31 degrees." } : { type: "input_json_delta", partial_json: '{"city":"Lagos"}' } });
  event({ type: "content_block_stop", index: 0 });
  event({ type: "message_delta", delta: { stop_reason: told ? "end_turn" : "tool_use", stop_sequence: null }, usage: { output_tokens: 5 } });
  event({ type: "message_stop" });
  out.end();
}

const server = http.createServer((request, out) => {
  let body = "";
  request.on("data", piece => (body += piece));
  request.on("end", () => {
    out.writeHead(200, { "Content-Type": "text/event-stream" });
    (request.url.startsWith("/openai") ? openai : anthropic)(out, /"degrees|\\"degrees/.test(body));
  });
});
server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port));
