package dev.bac.tools;

class InMemoryToolboxTest extends ToolboxContract {
    @Override
    protected Toolbox toolbox() {
        return notes.toolbox;
    }
}
