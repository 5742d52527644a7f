// SPDX-License-Identifier: MIT
#include "ui/views/caption.h"

#include "ui/language.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/layoutparts.h"
#include "ui/views/pane.h"

#include <QEvent>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr int readableMilliseconds = 250; ///< a caption stays at least, where calls come fast
constexpr double oneLineFrom = 1600; ///< effective width from which every caption fits in a line

/// Of a line with letters of both scripts: the font that stands in for Chinese may be higher.
int lineHeight(const QFont &font)
{
    const QFontMetrics metrics(font);
    if (currentLanguage() == Language::English)
        return metrics.lineSpacing(); // and that font need not be loaded
    const auto both = metrics.boundingRect(QRect(0, 0, 10'000, 10'000), Qt::TextSingleLine,
                                           QStringLiteral("pipe 管道"));
    return std::max(metrics.lineSpacing(), both.height());
}

TextRole whatRole(bool isCompact)
{
    return isCompact ? TextRole::Number : TextRole::Caption;
}

TextRole whyRole(bool isCompact)
{
    return isCompact ? TextRole::Text : TextRole::Reason;
}

int heightOf(const TypeScale &scale, int width, bool isCompact, bool isLow)
{
    const bool isNarrow = scale.effectiveWidth < oneLineFrom || width < scale.effectiveWidth;
    const int lines = isNarrow ? 2 : 1;
    const auto gap = static_cast<int>(std::lround(12 * scale.unit));
    return (isLow ? 1 : lines) * lineHeight(scale.font(whatRole(isCompact)))
           + lines * lineHeight(scale.font(whyRole(isCompact))) + (isLow ? gap + gap / 2 : 4 * gap);
}

/// The width that keeps a last word from a line of its own; the room where that would cost more than a
/// quarter of it.
int widthWithin(int room, const QLabel &label)
{
    const auto most = label.heightForWidth(room);
    const auto lastLine = [&label](int width) { // pixels
        QTextLayout layout(label.text(), label.font());
        layout.beginLayout();
        double last = 0;
        for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            last = line.naturalTextWidth();
        }
        layout.endLayout();
        return last;
    };
    if (most < 2 * QFontMetrics(label.font()).height())
        return room;
    for (int width = room; width > room * 3 / 4 && label.heightForWidth(width) == most;
         width -= std::max(1, room / 50)) {
        if (lastLine(width) >= room / 5.0)
            return width;
    }
    return room;
}

void prepare(QLabel &label)
{
    label.setWordWrap(true);
    label.setTextFormat(Qt::PlainText);
    label.setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label.setTextInteractionFlags(Qt::TextSelectableByMouse);
}

} // namespace

CaptionView::CaptionView(SessionModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_what(this), m_why(this)
{
    setObjectName(QStringLiteral("caption"));
    m_what.setObjectName(QStringLiteral("what"));
    m_why.setObjectName(QStringLiteral("why"));
    prepare(m_what);
    prepare(m_why);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&model, &SessionModel::changed, this, &CaptionView::tell);
    connect(&model, &SessionModel::controlsChanged, this, &CaptionView::tellNow);
    connect(&model, &SessionModel::restarted, this, &CaptionView::tellNow);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &CaptionView::tell);
    fit();
    tellNow();
}

int CaptionView::heightFor(const TypeScale &scale, int width, bool isCompact)
{
    return heightOf(scale, width, isCompact, isCompact);
}

void CaptionView::setCompact(bool isCompact)
{
    if (m_isCompact == isCompact)
        return;
    m_isCompact = isCompact;
    fit();
}

void CaptionView::setLow(bool isLow)
{
    if (m_isLow == isLow)
        return;
    m_isLow = isLow;
    fit();
}

void CaptionView::setTheme(const Theme &theme)
{
    auto colours = theme.palette();
    m_what.setPalette(colours);
    colours.setColor(QPalette::WindowText, theme.mutedInk);
    m_why.setPalette(colours);
}

void CaptionView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    fit();
    tellNow();
}

void CaptionView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void CaptionView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fit();
}

void CaptionView::tellNow()
{
    m_sinceTold.invalidate();
    tell();
}

/// Could the last words be read? Only where calls come so fast that all is a blur are they not of the
/// very instant that the pictures show.
bool CaptionView::isRead() const
{
    const auto &calls = m_model.rates().calls;
    const bool isFast = std::any_of(calls.begin(), calls.end(),
                                    [](double rate) { return rate > fastCalls; });
    return !isFast || !m_model.playhead().isLive() || !m_sinceTold.isValid()
           || m_sinceTold.hasExpired(readableMilliseconds);
}

void CaptionView::tell()
{
    if (!m_model.isOpen())
        return;
    if (!isRead()) {
        if (!m_again.isActive())
            m_again.start(readableMilliseconds - static_cast<int>(m_sinceTold.elapsed()));
        return;
    }
    m_again.stop();
    show(m_model.caption(currentLanguage()));
}

void CaptionView::showInstant()
{
    if (m_model.isOpen())
        show(m_model.captionOfInstant(currentLanguage()));
}

void CaptionView::show(const Caption &caption)
{
    const auto what = QString::fromStdString(headline(caption, currentLanguage()));
    const auto why = QString::fromStdString(reason(caption, m_model.scenario(), currentLanguage()));
    if (what == m_what.text() && why == m_why.text())
        return;
    m_sinceTold.start();
    m_what.setText(what);
    m_why.setText(why);
    place();
}

void CaptionView::fit()
{
    const auto scale = typeScaleFor(*this);
    m_what.setFont(scale.font(whatRole(m_isCompact)));
    m_why.setFont(scale.font(whyRole(m_isCompact)));
    setFixedHeight(heightOf(scale, width(), m_isCompact, isLow()));
    place();
}

/// The reason follows right below the sentence, however many lines that takes.
void CaptionView::place()
{
    const auto scale = typeScaleFor(*this);
    const auto margin = static_cast<int>(scale.margin);
    const auto gap = static_cast<int>(std::lround(12 * scale.unit));
    const int room = std::max(1, width() - 2 * margin);
    const int above = isLow() ? gap * 2 / 3 : 2 * gap;
    m_what.setGeometry(margin, above, widthWithin(room, m_what), m_what.heightForWidth(room));
    m_why.setGeometry(margin, m_what.geometry().bottom() + 1 + gap / (isLow() ? 2 : 1),
                      widthWithin(room, m_why), m_why.heightForWidth(room));
}

} // namespace seeipc
