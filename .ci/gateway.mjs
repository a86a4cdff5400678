// The official JavaScript packages against the gateway. Run by .ci/gateway.
import assert from "node:assert/strict";
import OpenAI from "openai";
import Anthropic from "@anthropic-ai/sdk";

const key = process.env.BAC_KEY;
const openai = new OpenAI({ apiKey: key, baseURL: process.env.BAC_URL + "/v1", maxRetries: 0 });
const anthropic = new Anthropic({ apiKey: key, baseURL: process.env.BAC_URL, maxRetries: 0 });
const question = "What is the weather in Lagos?";
const schema = { type: "object", properties: { city: { type: "string", description: "Name of the city" } }, required: ["city"] };
const tool = { name: "get_weather", description: "Get the current weather in a city" };
const chatTools = [{ type: "function", function: { ...tool, parameters: schema } }];
const told = JSON.stringify({ city: "Lagos", degrees: 31 });

async function chat(model) {
  const messages = [{ role: "user", content: question }];
  let rounds = 0;
  for (;;) {
    const { choices: [{ message, finish_reason }], usage } = await openai.chat.completions.create({ model, messages, tools: chatTools });
    messages.push(message);
    assert.ok(usage.total_tokens >= 0);
    if (finish_reason !== "tool_calls") {
      assert.match(message.content, /31/);
      break;
    }
    assert.ok(++rounds < 4);
    for (const call of message.tool_calls) {
      assert.equal(JSON.parse(call.function.arguments).city, "Lagos");
      messages.push({ role: "tool", tool_call_id: call.id, content: told });
    }
  }
  assert.equal(rounds, 1);

  const stream = openai.chat.completions.stream({ model, messages: [{ role: "user", content: question }], tools: chatTools, stream_options: { include_usage: true } });
  const whole = await stream.finalChatCompletion();
  assert.equal(whole.choices[0].message.tool_calls[0].function.name, "get_weather");
  assert.ok(whole.usage);
  const words = await openai.chat.completions.stream({ model, messages }).finalContent();
  assert.ok(words.length > 0);
}

async function messages(model) {
  const tools = [{ ...tool, input_schema: schema }];
  const said = [{ role: "user", content: question }];
  const first = await anthropic.messages.create({ model, max_tokens: 500, system: "Be brief.", messages: said, tools });
  assert.equal(first.stop_reason, "tool_use");
  const use = first.content.find(block => block.type === "tool_use");
  assert.equal(use.input.city, "Lagos");
  said.push({ role: "assistant", content: first.content });
  said.push({ role: "user", content: [{ type: "tool_result", tool_use_id: use.id, content: told }] });
  const stream = anthropic.messages.stream({ model, max_tokens: 500, messages: said, tools });
  let text = "";
  stream.on("text", piece => (text += piece));
  const last = await stream.finalMessage();
  assert.match(text, /31/);
  assert.equal(last.stop_reason, "end_turn");
  assert.ok((await anthropic.messages.countTokens({ model, messages: [{ role: "user", content: question }] })).input_tokens > 0);
}

async function responses(model) {
  const tools = [{ type: "function", ...tool, parameters: schema, strict: false }];
  const first = await openai.responses.create({ model, input: question, tools });
  const call = first.output.find(item => item.type === "function_call");
  assert.equal(JSON.parse(call.arguments).city, "Lagos");
  const stream = openai.responses.stream({
    model, tools, previous_response_id: first.id,
    input: [{ type: "function_call_output", call_id: call.call_id, output: told }],
  });
  const last = await stream.finalResponse();
  assert.match(last.output_text ?? last.output[0].content[0].text, /31/);
}

async function embeddings() {
  const { data } = await openai.embeddings.create({ model: "auto", input: ["an overdue invoice", "a late bill", "a red bicycle"] });
  const dot = (a, b) => a.embedding.reduce((sum, x, i) => sum + x * b.embedding[i], 0);
  assert.equal(data[0].embedding.length, 384);
  assert.ok(dot(data[0], data[1]) > dot(data[0], data[2]));
}

async function errors() {
  const wrong = new OpenAI({ apiKey: "bac_wrong", baseURL: process.env.BAC_URL + "/v1", maxRetries: 0 });
  await assert.rejects(wrong.models.list(), OpenAI.AuthenticationError);
  await assert.rejects(openai.chat.completions.create({ model: "none", messages: [{ role: "user", content: "hi" }] }), OpenAI.NotFoundError);
  await assert.rejects(anthropic.messages.create({ model: "none", max_tokens: 5, messages: [{ role: "user", content: "hi" }] }), Anthropic.NotFoundError);
  await assert.rejects(openai.chat.completions.create({ model: "auto", n: 2, messages: [{ role: "user", content: "hi" }] }), /n=1/);
}

const ids = [];
for await (const model of openai.models.list()) ids.push(model.id);
assert.ok(ids.includes("auto") && ids.includes("agent/front-desk"), ids.join());
const models = process.argv[2] === "planner" ? ["auto"] : ["openai/mock", "anthropic/mock"];
for (const model of models) {
  for (const check of [chat, messages, responses]) {
    await check(model);
    console.log("ok      " + check.name + " with " + model);
  }
}
if (process.argv[2] === "planner") {
  for (const check of [embeddings, errors]) {
    await check();
    console.log("ok      " + check.name);
  }
}
