"""A mail server on the loopback for tests: what it takes lies as files in its folder, and it refuses on demand.

mail.py FOLDER MODE USER PASSWORD; MODE is starttls, tls or none. FOLDER holds cert.pem and key.pem, and gets `port`.
Recipients: refused@... is refused for good, later@... for now, gone@... makes it hang up after the message came.
"""
import asyncio
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder, mode, user, password = sys.argv[1:5]
taken = 0


class Desk:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 There is no such mailbox"
        if address.startswith("later@"):
            return "451 4.3.0 Come again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        global taken
        if any(address.startswith("gone@") for address in envelope.rcpt_tos):
            server.transport.abort()
            return "421 4.3.0 Gone"
        taken += 1
        kept = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "hello": session.host_name,
            "encrypted": mode != "none" and (mode == "tls" or session.ssl is not None),
            "message": envelope.content.decode("utf-8", "replace"),
        }
        place = os.path.join(folder, "taken-%04d.json" % taken)
        with open(place + ".part", "w") as file:
            json.dump(kept, file)
        os.rename(place + ".part", place)
        return "250 2.0.0 Taken as %d" % taken


def authenticator(server, session, envelope, mechanism, given):
    right = isinstance(given, LoginPassword) and (given.login.decode(), given.password.decode()) == (user, password)
    return AuthResult(success=right, handled=right or False)


words = {"authenticator": authenticator, "auth_required": True, "auth_require_tls": False, "hostname": "localhost"}
context = None
if mode != "none":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))
if mode == "starttls":
    words.update(tls_context=context, require_starttls=True, auth_require_tls=True)


async def serve():
    loop = asyncio.get_running_loop()
    within = context if mode == "tls" else None
    server = await loop.create_server(lambda: SMTP(Desk(), loop=loop, **words), "127.0.0.1", 0, ssl=within)
    place = os.path.join(folder, "port")
    with open(place + ".part", "w") as file:
        file.write(str(server.sockets[0].getsockname()[1]))
    os.rename(place + ".part", place)
    await server.serve_forever()


asyncio.run(serve())
