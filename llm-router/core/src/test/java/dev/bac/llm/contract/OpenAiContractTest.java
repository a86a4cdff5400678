package dev.bac.llm.contract;

class OpenAiContractTest extends ChatModelContract {
    @Override
    Wire wire() {
        return new OpenAiWire();
    }
}
