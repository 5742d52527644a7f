// SPDX-License-Identifier: MIT
#include "session/waitsfor.h"
