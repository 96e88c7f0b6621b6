#include <string.h>

void settings_set(const char *key, int value);
int settings_get(const char *key);

static struct {
    char key[16];
    int value;
} settings[8];
static int n_settings;

void settings_set(const char *key, int value)
{
    int i = 0;
    while (i < n_settings && strcmp(settings[i].key, key) != 0)
        i++;
    if (i == 8)
        return;
    if (i == n_settings)
        n_settings++;
    strncpy(settings[i].key, key, sizeof settings[i].key - 1);
    settings[i].value = value;
}

int settings_get(const char *key)
{
    for (int i = 0; i < n_settings; i++)
        if (strcmp(settings[i].key, key) == 0)
            return settings[i].value;
    return -1;
}
