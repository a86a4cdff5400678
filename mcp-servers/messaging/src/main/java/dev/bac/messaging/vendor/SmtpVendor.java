package dev.bac.messaging.vendor;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * E-mail through a mail server, in plain text. What fails before the server was handed the message was certainly not
 * sent. Of what fails later, only a reply of the server says what happened: 4xx not now, 5xx never (RFC 5321, section
 * 4.2.1); silence leaves it unclear.
 */
public final class SmtpVendor implements Vendor {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final int PERMANENT = 500;
    private static final int TEMPORARY = 400;
    private final SmtpServer server;
    private final Clock clock;

    public SmtpVendor(SmtpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public Submission submit(Outgoing message) {
        var session = Session.getInstance(properties());
        try {
            MimeMessage mail = mail(session, message);
            Transport transport = session.getTransport();
            Optional<Submission> failed = connect(transport);
            Submission end = failed.isPresent() ? failed.get() : send(transport, mail);
            close(transport);
            return end;
        } catch (MessagingException e) {
            return new Submission.Refused("The mail cannot be written: " + e.getMessage());
        }
    }

    /** What goes wrong while leaving says nothing of the message. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException _) {
            // the connection is gone either way
        }
    }

    private Optional<Submission> connect(Transport transport) {
        try {
            transport.connect(server.host(), server.port(), server.user(), server.password());
            return Optional.empty();
        } catch (AuthenticationFailedException e) {
            return Optional.of(new Submission.Refused("The mail server refuses our user name or password."));
        } catch (MessagingException e) {
            return Optional.of(new Submission.Busy("The mail server cannot be reached.", WAIT));
        }
    }

    private static Submission send(Transport transport, MimeMessage mail) {
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Submission.Taken(mail.getMessageID(), true);
        } catch (MessagingException e) {
            int code = reply(e);
            if (code >= PERMANENT) {
                return new Submission.Refused("The mail server refused it (" + code + ").");
            }
            return code >= TEMPORARY
                    ? new Submission.Busy("The mail server asks to come back later (" + code + ").", WAIT)
                    : new Submission.Unclear("The mail server did not answer in time; it may have been sent.");
        }
    }

    /** The server's reply among the causes and followers of a failure; 0 when it gave none. */
    private static int reply(MessagingException failure) {
        Exception next = failure;
        for (int depth = 0; next instanceof MessagingException one && depth < 10; depth++) {
            if (one instanceof SMTPAddressFailedException address) {
                return address.getReturnCode();
            }
            if (one instanceof SMTPSendFailedException sending && sending.getNextException() == null) {
                return Math.max(0, sending.getReturnCode());
            }
            next = one.getNextException();
        }
        return 0;
    }

    private MimeMessage mail(Session session, Outgoing message) throws MessagingException {
        var mail = new IdentifiedMail(session, message.id(), server.sender());
        mail.setFrom(new InternetAddress(server.sender(), true));
        mail.setRecipient(RecipientType.TO, new InternetAddress(message.to(), true));
        mail.setSubject(message.subject() == null ? "" : message.subject(), StandardCharsets.UTF_8.name());
        mail.setText(message.body(), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(clock.instant()));
        mail.saveChanges();
        return mail;
    }

    private Properties properties() {
        var properties = new Properties();
        boolean tls = server.security() == SmtpServer.Security.TLS;
        String protocol = tls ? "smtps" : "smtp";
        String timeout = Long.toString(server.timeout().toMillis());
        properties.put("mail.transport.protocol", protocol);
        for (String limit : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.put("mail." + protocol + "." + limit, timeout);
        }
        properties.put("mail." + protocol + ".auth", Boolean.toString(server.user() != null));
        properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        boolean upgrade = server.security() == SmtpServer.Security.STARTTLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(upgrade));
        properties.put("mail.smtp.starttls.required", Boolean.toString(upgrade));
        // QUIT may hang after the message was taken; its answer changes nothing.
        properties.put("mail." + protocol + ".quitwait", "false");
        return properties;
    }

    /** A mail whose Message-ID follows from the message's id, so that a copy can be known as one. */
    private static final class IdentifiedMail extends MimeMessage {
        private final UUID id;
        private final String sender;

        IdentifiedMail(Session session, UUID id, String sender) {
            super(session);
            this.id = id;
            this.sender = sender;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + sender.substring(sender.indexOf('@')) + ">");
        }
    }
}
