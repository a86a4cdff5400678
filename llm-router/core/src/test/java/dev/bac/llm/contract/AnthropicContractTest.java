package dev.bac.llm.contract;

class AnthropicContractTest extends ChatModelContract {
    @Override
    Wire wire() {
        return new AnthropicWire();
    }
}
