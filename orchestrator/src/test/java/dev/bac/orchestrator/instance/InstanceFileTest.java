package dev.bac.orchestrator.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceFileTest {
    private static final InstanceFile HERE =
            InstanceFile.ofThisProcess(URI.create("http://127.0.0.1:1"), "bac_key", "postgresql://u:secret@h:1/d");

    @TempDir
    Path data;

    @Test
    void isFoundWhileItsProcessRuns() throws IOException {
        HERE.write(data);
        assertEquals(Optional.of(HERE), InstanceFile.find(data));
        InstanceFile.remove(data);
        assertEquals(Optional.empty(), InstanceFile.find(data));
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        HERE.write(data);
        var permissions = Files.getPosixFilePermissions(data.resolve("instance.json"));
        assertEquals("rw-------", PosixFilePermissions.toString(permissions));
    }

    @Test
    void ofAProcessThatEndedSaysNothing() throws Exception {
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        new InstanceFile(HERE.address(), HERE.key(), HERE.database(), ended.pid(), HERE.began()).write(data);
        assertEquals(Optional.empty(), InstanceFile.find(data));
    }

    @Test
    void ofAnEarlierProcessWithTheSameNumberSaysNothing() throws IOException {
        new InstanceFile(HERE.address(), HERE.key(), HERE.database(), HERE.pid(), HERE.began() - 1).write(data);
        assertEquals(Optional.empty(), InstanceFile.find(data));
    }

    @Test
    void keepsSecretsOutOfItsText() {
        assertFalse(HERE.toString().contains("bac_key") || HERE.toString().contains("secret"));
    }
}
