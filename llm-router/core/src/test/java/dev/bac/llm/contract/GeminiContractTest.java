package dev.bac.llm.contract;

class GeminiContractTest extends ChatModelContract {
    @Override
    Wire wire() {
        return new GeminiWire();
    }
}
