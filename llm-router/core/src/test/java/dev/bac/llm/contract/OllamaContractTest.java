package dev.bac.llm.contract;

class OllamaContractTest extends ChatModelContract {
    @Override
    Wire wire() {
        return new OllamaWire();
    }
}
