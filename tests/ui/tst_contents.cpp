// SPDX-License-Identifier: MIT
// Which letters lie in a channel, told by the calls alone.
#include "ui/scene/contents.h"

#include <QTest>

#include <algorithm>

using namespace seeipc;

namespace {

Event moved(Effect effect, std::string_view bytes)
{
    Event event;
    event.effect = effect;
    event.channel = 0;
    event.result = static_cast<std::int64_t>(bytes.size());
    event.payloadLength = static_cast<std::uint8_t>(std::min<std::size_t>(bytes.size(), 31));
    std::copy_n(bytes.begin(), event.payloadLength, event.payload.begin());
    return event;
}

} // namespace

class ContentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aShortMessageIsKnown()
    {
        ChannelContents contents;
        contents.note(moved(Effect::Write, "I am mike"));
        QCOMPARE(contents.letters(0, 9), QStringLiteral("I am mike"));
        QCOMPARE(contents.letters(2, 2), QStringLiteral("am"));
    }

    void whatWasReadIsGone()
    {
        ChannelContents contents;
        contents.note(moved(Effect::Write, "hello"));
        contents.note(moved(Effect::Write, "world"));
        contents.note(moved(Effect::Read, "hellow"));
        QCOMPARE(contents.size(), std::int64_t{4});
        QCOMPARE(contents.letters(0, 4), QStringLiteral("orld"));
    }

    void messagesBehindEachOtherReadAsOne()
    {
        ChannelContents contents;
        contents.note(moved(Effect::Write, "ab"));
        contents.note(moved(Effect::Write, "cd"));
        QCOMPARE(contents.letters(0, 4), QStringLiteral("abcd"));
    }

    void aLongMessageHasNoLetters()
    {
        ChannelContents contents;
        contents.note(moved(Effect::Write, std::string(40, 'x')));
        contents.note(moved(Effect::Write, "end"));
        QCOMPARE(contents.letters(0, 20), QString());
        QCOMPARE(contents.letters(40, 3), QStringLiteral("end"));
    }

    void aFailedCallMovesNothing()
    {
        ChannelContents contents;
        auto event = moved(Effect::Write, "lost");
        event.error = EAGAIN;
        contents.note(event);
        QCOMPARE(contents.size(), std::int64_t{0});
    }

    void anotherNumberOfTheKernelForgetsTheLetters()
    {
        ChannelContents contents;
        contents.note(moved(Effect::Write, "hello"));
        contents.agree(5);
        QCOMPARE(contents.letters(0, 5), QStringLiteral("hello"));
        contents.agree(6);
        QCOMPARE(contents.letters(0, 5), QString());
        QCOMPARE(contents.size(), std::int64_t{6});
    }

    void teeCopiesTheLettersAndSpliceTakesThem()
    {
        Contents contents;
        contents.reset(2);
        contents.note(moved(Effect::Write, "letters"));
        auto passed = moved(Effect::Tee, {});
        passed.to = 1;
        passed.result = 3;
        contents.note(passed);
        QCOMPARE(contents.of(0)->letters(0, 7), QStringLiteral("letters"));
        QCOMPARE(contents.of(1)->letters(0, 3), QStringLiteral("let"));
        passed.effect = Effect::Splice;
        passed.result = 7;
        contents.note(passed);
        QCOMPARE(contents.of(0)->size(), std::int64_t{0});
        QCOMPARE(contents.of(1)->letters(3, 7), QStringLiteral("letters"));
    }

    void whatAPacketLostTakesItsLettersAlong()
    {
        ChannelContents contents;
        contents.note(moved(Effect::Write, "hello"));
        contents.note(moved(Effect::Write, "x"));
        contents.note(moved(Effect::Read, "he"));
        contents.agree(1, 3);
        QCOMPARE(contents.letters(0, 1), QStringLiteral("x"));
    }

    void thousandsOfMessagesTakeNoRoom()
    {
        ChannelContents contents;
        for (int i = 0; i < 100'000; ++i)
            contents.note(moved(Effect::Write, "a"));
        QCOMPARE(contents.size(), std::int64_t{100'000});
        QCOMPARE(contents.letters(0, 3), QStringLiteral("aaa"));
        QCOMPARE(contents.letters(90'000, 3), QString());
    }

    void whatIsNoLetterIsADot()
    {
        QCOMPARE(readable(std::string_view("a\n\0\xff z", 6)), QStringLiteral("a··· z"));
    }
};

QTEST_APPLESS_MAIN(ContentsTest)
#include "tst_contents.moc"
