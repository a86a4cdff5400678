package dev.bac.messaging.vendor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server of a few lines for one test: it keeps what it takes, and answers RCPT and DATA as it is told. */
final class TinySmtp implements AutoCloseable {
    private final ServerSocket socket;
    private final String toRecipient;
    private final String toData;
    final List<String> mails = new CopyOnWriteArrayList<>();

    /** @param toData the answer after the mail, or empty to say nothing at all */
    TinySmtp(String toRecipient, String toData) {
        this.toRecipient = toRecipient;
        this.toData = toData;
        try {
            this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (IOException _) {
                // the client or the test is gone
            }
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        say(client, "220 tiny");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.substring(0, Math.min(4, line.length()));
            switch (verb) {
                case "RCPT" -> say(client, toRecipient);
                case "DATA" -> {
                    say(client, "354 go on");
                    mails.add(mail(in));
                    if (!toData.isEmpty()) {
                        say(client, toData);
                    }
                }
                case "QUIT" -> say(client, "221 bye");
                case "EHLO", "HELO", "MAIL", "RSET", "NOOP" -> say(client, "250 fine");
                default -> say(client, "500 what?");
            }
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
